"""The workbook with a week's sheets in it: check a file, put it in place, write one."""
