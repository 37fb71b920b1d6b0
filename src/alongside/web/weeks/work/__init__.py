"""Background work of the week. Import each module here: importing registers its kinds of job."""
