"""Who said it, in a reader's words. The kinds of form live in a room above this one; a kind that is not here reads well enough."""

WHO = {
    "parent": "A parent",
    "carer": "A carer",
    "child_5_8": "A child aged 5 to 8",
    "child_9_12": "A child aged 9 to 12",
    "young_13_17": "A young person aged 13 to 17",
    "young_18_25": "A young person aged 18 to 25",
}
LANGUAGES = {"en": "English", "cy": "Welsh", "pl": "Polish", "ur": "Urdu", "ar": "Arabic"}


def who_in_words(kind: str) -> str:
    return WHO.get(kind) or kind.replace("_", " ").capitalize() or "Somebody"


def language_in_words(code: str) -> str:
    return LANGUAGES.get(code, code)
