"""Reads of the directorate that are more than a lookup."""

from alongside.web.organisation.queries.travel import travel_matrix

__all__ = ["travel_matrix"]
