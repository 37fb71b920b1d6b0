"""Forms of setting up, taking part and planning. They check shape; the rules are in the actions."""
