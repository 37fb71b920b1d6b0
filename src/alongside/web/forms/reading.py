"""Is easy-read easy to read? Points out long sentences, more than one idea, and long words, for a person to judge. English only."""

from __future__ import annotations

import re

LONGEST_SENTENCE = 12  # words
LONGEST_WORD = 11  # letters
SENTENCE = re.compile(r"[^.!?\n]+[.!?]?")
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")  # noqa: RUF001 - the apostrophe that people type
JOINED = re.compile(r",\s*(?:and|but|or|so|because|which|although)\b|;|:\s|\(", re.IGNORECASE)


def reading_notes(text: str) -> list[str]:
    """Sentences for whoever wrote it, none when it reads easily."""
    notes = []
    sentences = [sentence for found in SENTENCE.findall(text) if (sentence := found.strip())]
    for sentence in sentences:
        count = len(WORD.findall(sentence))
        if count > LONGEST_SENTENCE:
            notes.append(f"“{_short(sentence)}” has {count} words. Use {LONGEST_SENTENCE} at most")
        elif JOINED.search(sentence):
            notes.append(f"“{_short(sentence)}” says more than one thing. Make two sentences of it")
    if sum(sentence.endswith("?") for sentence in sentences) > 1:
        notes.append("There is more than one question here. Ask one thing at a time")
    if long := sorted({word for word in WORD.findall(text) if len(word) > LONGEST_WORD}):
        notes.append(f"Is there a shorter word for {', '.join(f'“{word}”' for word in long[:3])}?")
    return notes


def _short(sentence: str) -> str:
    return sentence if len(sentence) <= 50 else sentence[:47].rstrip() + "…"
