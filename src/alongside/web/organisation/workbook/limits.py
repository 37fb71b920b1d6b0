"""How much a sheet may hold. A region of twelve councils needs a quarter of it."""

MOST_ROWS = 20_000
MOST_COLUMNS = 120
MOST_CELLS = 400_000  # in the whole file
MOST_TEXT = 32_767  # characters in a cell, which is also what Excel allows
