"""A thin layer around what Django 6 will bring (tasks, CSP) and what every request needs."""
