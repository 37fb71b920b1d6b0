"""Nothing is kept here: the board and the huddle page read the other rooms."""
