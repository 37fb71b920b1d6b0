"""Engines: data in, data out. They never import Django, keep no hidden state, and read no clock but to keep a time limit."""
