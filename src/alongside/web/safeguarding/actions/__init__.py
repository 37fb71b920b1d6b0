"""Every change of state in this room. Words come in sealed and go out only by a reader's hand."""
