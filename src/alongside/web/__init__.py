"""The web floor: one Django app a room. It may import the engines; they may never import it."""
