"""The week as it happens: a live board, the day's huddle, and one click to chase. Nothing is kept here."""
