"""The board: a plan on the table, what a change to it would mean, and how it is drawn."""
