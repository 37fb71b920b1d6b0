"""Invented names. Surnames and places are put together from parts that give no real surname or place we know of."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator

COUNCIL = "Thornmere"
DOMAIN = "thornmere.example"
PLACES = (
    "Quillmouth", "Otterbrace", "Fennelholt", "Larkenby Moor", "Marlwick Green", "Hazelstrand",
    "Tansyburn", "Copperlaw", "Wrenfold", "Saltergap", "Brackenhythe", "Nettledale Top",
)  # fmt: skip
FIRST_NAMES = (
    "Adaeze", "Aisha", "Alan", "Amina", "Anil", "Beth", "Callum", "Carys", "Chloe", "Daniel", "Deepa", "Diane", "Ewan", "Fatima",
    "Femi", "Gareth", "Grace", "Hannah", "Harpreet", "Ian", "Imran", "Jade", "Jamal", "Joan", "Jordan", "Kasia", "Kate", "Kwame",
    "Leanne", "Liam", "Lucy", "Maya", "Mei", "Michael", "Nadia", "Neil", "Niamh", "Olu", "Owen", "Pauline", "Priya", "Rachel",
    "Rashid", "Rhys", "Ruth", "Sadia", "Sam", "Sian", "Stephen", "Tariq", "Tess", "Usha", "Viktor", "Wendy", "Yusuf", "Zoe",
)  # fmt: skip
SURNAME_STARTS = (
    "Amber", "Bramble", "Cinder", "Damson", "Elder", "Fennel", "Gorse", "Heron", "Juniper", "Kestrel", "Lark", "Marigold", "Nettle",
    "Otter", "Pebble", "Quill", "Rowan", "Saffron", "Tansy", "Umber", "Velvet", "Willow", "Yarrow",
)  # fmt: skip
SURNAME_ENDS = (
    "bright",
    "cask",
    "drift",
    "feather",
    "gleam",
    "hollow",
    "jar",
    "lantern",
    "mitten",
    "pocket",
    "ribbon",
    "spindle",
    "thimble",
)


def people(rng: random.Random) -> Iterator[str]:
    """First name and surname, the surname never twice until all 299 have been used, a full name never twice."""
    surnames = [start + end for start, end in itertools.product(SURNAME_STARTS, SURNAME_ENDS)]
    used: set[str] = set()
    while True:
        rng.shuffle(surnames)
        for surname in surnames:
            name = f"{rng.choice(FIRST_NAMES)} {surname}"
            if name not in used:
                used.add(name)
                yield name


def email(name: str) -> str:
    return name.lower().replace(" ", ".") + "@" + DOMAIN
