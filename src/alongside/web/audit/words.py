"""Events in words. An action without a phrase here reads well enough by itself: `week.published` is "Week published"."""

PHRASES = {
    "user.signed_in": "Signed in",
    "user.signed_out": "Signed out",
    "user.sign_in_failed": "Could not sign in",
    "user.invited": "Invited",
    "user.role_given": "Role given",
    "user.role_ended": "Role ended",
    "audit.exported": "Audit trail exported",
}


def in_words(action: str) -> str:
    if action in PHRASES:
        return PHRASES[action]
    text = action.replace(".", " ").replace("_", " ")
    return text[:1].upper() + text[1:]


def details_in_words(detail: dict[str, object]) -> list[str]:
    """`{"role": "visitor", "teams": 3}` as "role: visitor", "teams: 3"; lists are joined."""
    return [f"{name.replace('_', ' ')}: {_value(value)}" for name, value in detail.items() if value not in (None, "", [], {})]


def _value(value: object) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(_value(item) for item in value)
    if isinstance(value, dict):
        return "; ".join(f"{key} {_value(item)}" for key, item in value.items())
    return str(value).replace("_", " ") if isinstance(value, str) else {True: "yes", False: "no"}.get(value, str(value))  # type: ignore[call-overload]
