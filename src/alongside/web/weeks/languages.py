"""Languages that families and interpreters speak here: ISO 639 codes, British Sign Language first."""

LANGUAGES = [
    ("bfi", "British Sign Language"), ("ar", "Arabic"), ("bn", "Bengali"), ("zh", "Chinese"), ("cs", "Czech"), ("prs", "Dari"),
    ("fa", "Farsi"), ("fr", "French"), ("ku", "Kurdish"), ("lt", "Lithuanian"), ("pl", "Polish"), ("pt", "Portuguese"),
    ("pa", "Punjabi"), ("ro", "Romanian"), ("ru", "Russian"), ("sk", "Slovak"), ("so", "Somali"), ("es", "Spanish"),
    ("ti", "Tigrinya"), ("tr", "Turkish"), ("uk", "Ukrainian"), ("ur", "Urdu"), ("vi", "Vietnamese"), ("cy", "Welsh"),
]  # fmt: skip
LANGUAGE_NAMES = dict(LANGUAGES)


def language_name(code: str) -> str:
    return LANGUAGE_NAMES.get(code, code)
