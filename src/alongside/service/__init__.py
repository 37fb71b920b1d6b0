"""Running Alongside on a machine: the demonstration, the server, the worker, the doctor, backups."""
