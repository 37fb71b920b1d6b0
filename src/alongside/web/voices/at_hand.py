"""What waits for a person on their home page."""
