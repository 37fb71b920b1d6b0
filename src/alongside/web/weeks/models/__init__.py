"""The practice week in the database: setting it up, what is offered and wanted, plans, and what was published."""

from alongside.web.weeks.models.people import (
    Availability,
    DeclaredInterest,
    FamilyConversation,
    Interest,
    Interpreter,
    ShadowingHost,
    ShadowingPreference,
    ShadowingRequest,
    Visitor,
)
from alongside.web.weeks.models.plan import BoardChange, Plan, PlannedConversation, PlannedShadowing, PlannedVisit
from alongside.web.weeks.models.publication import Cancellation, Feed, Publication, PublishedEntry
from alongside.web.weeks.models.week import Activity, LineOfEnquiry, OfAWeek, Offer, PracticeWeek
from alongside.web.weeks.models.workbook import WorkbookImport

__all__ = [
    "Activity", "Availability", "BoardChange", "Cancellation", "DeclaredInterest", "FamilyConversation", "Feed", "Interest", "Interpreter",
    "LineOfEnquiry", "OfAWeek", "Offer", "Plan", "PlannedConversation", "PlannedShadowing", "PlannedVisit", "PracticeWeek", "Publication",
    "PublishedEntry", "ShadowingHost", "ShadowingPreference", "ShadowingRequest", "Visitor",
    "WorkbookImport",
]  # fmt: skip
