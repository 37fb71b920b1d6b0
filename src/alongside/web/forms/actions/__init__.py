"""Every change of a form: making, drafting, publishing, choosing for a week, and what comes with the product."""
