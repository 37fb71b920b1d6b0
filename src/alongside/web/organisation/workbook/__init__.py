"""The directorate as a workbook: what its sheets hold, reading one safely, comparing it with what is here, and writing one."""
