"""The part of XPath that "relevant" columns mostly hold, as a tree.

${q} = 'a'    ${q} != ''    ${q} >= 3    selected(${q}, 'a')    count-selected(${q}) > 0    and, or, not( ), brackets
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from alongside.engines.forms.limits import DEEPEST_CONDITION

TOKEN: Final = re.compile(
    r"""\s*(?:
        \$\{\s*(?P<name>[^{}\s]+)\s*\}
      | (?P<text>'[^']*'|"[^"]*")
      | (?P<number>-?\d+(?:\.\d+)?)
      | (?P<sign><=|>=|!=|=|<|>|\(|\)|,)
      | (?P<word>[A-Za-z][A-Za-z-]*)
    )""",
    re.VERBOSE,
)
TURNED: Final = {"<": ">", ">": "<", "<=": ">=", ">=": "<=", "=": "=", "!=": "!="}


class Refused(ValueError):
    """An expression that cannot be carried: `what` is in the way, `expected` would do."""

    def __init__(self, what: str, expected: str = "comparisons of answers with and, or, not() and selected()") -> None:
        self.what, self.expected = what, expected
        super().__init__(what)


@dataclass(frozen=True, slots=True)
class Compared:
    name: str
    sign: str
    value: str


@dataclass(frozen=True, slots=True)
class Selected:
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Joined:
    """`word` is all, any or not; not has one part."""

    word: str
    parts: tuple[Node, ...]


Node = Compared | Selected | Joined


def parse(expression: str) -> Node:
    """Raises `Refused`."""
    reader = _Reader(_tokens(expression))
    node = reader.any_of(0)
    if reader.kind:
        raise Refused(f"“{reader.text}” is not understood there")
    return node


def _tokens(expression: str) -> list[tuple[str, str]]:
    found, at = [], 0
    text = expression.strip()
    while at < len(text):
        match = TOKEN.match(text, at)
        if not match:
            raise Refused(f"“{text[at : at + 20].strip()}” is not understood")
        kind = str(match.lastgroup)
        value = match[kind]
        found.append((kind, value[1:-1] if kind == "text" else value))
        at = match.end()
    return found


class _Reader:
    def __init__(self, tokens: Sequence[tuple[str, str]]) -> None:
        self.tokens = [*tokens, ("", "the end")]
        self.at = 0

    @property
    def kind(self) -> str:
        return self.tokens[self.at][0]

    @property
    def text(self) -> str:
        return self.tokens[self.at][1]

    def next(self) -> str:
        self.at += 1
        return self.tokens[self.at - 1][1]

    def sees(self, *texts: str) -> bool:
        return self.kind in ("sign", "word") and self.text in texts

    def expect(self, text: str) -> None:
        if not self.sees(text):
            raise Refused(f"“{self.text}” stands where “{text}” should")
        self.at += 1

    def any_of(self, depth: int) -> Node:
        if depth > DEEPEST_CONDITION:
            raise Refused("the brackets are nested too deeply", f"at most {DEEPEST_CONDITION} deep")
        parts = [self.all_of(depth)]
        while self.sees("or"):
            self.at += 1
            parts.append(self.all_of(depth))
        return Joined("any", tuple(parts)) if len(parts) > 1 else parts[0]

    def all_of(self, depth: int) -> Node:
        parts = [self.one(depth)]
        while self.sees("and"):
            self.at += 1
            parts.append(self.one(depth))
        return Joined("all", tuple(parts)) if len(parts) > 1 else parts[0]

    def one(self, depth: int) -> Node:
        if self.sees("("):
            return self.bracketed(depth)
        if self.sees("not"):
            self.at += 1
            return Joined("not", (self.bracketed(depth),))
        if self.sees("selected"):
            return self.selected()
        return self.compared()

    def bracketed(self, depth: int) -> Node:
        self.expect("(")
        node = self.any_of(depth + 1)
        self.expect(")")
        return node

    def selected(self) -> Selected:
        self.at += 1
        self.expect("(")
        name = self.name()
        self.expect(",")
        value = self.value()
        self.expect(")")
        return Selected(name, value)

    def compared(self) -> Compared:
        if self.sees("count-selected", "string-length"):
            return self.counted()
        if self.kind == "name":
            return Compared(self.name(), self.sign(), self.value())
        value, sign = self.value(), TURNED[self.sign()]
        return Compared(self.name(), sign, value)

    def counted(self) -> Compared:
        """The common ways to say that there is an answer at all."""
        function = self.next()
        self.expect("(")
        name = self.name()
        self.expect(")")
        test = (self.sign(), self.value())
        if test in ((">", "0"), (">=", "1"), ("!=", "0")):
            return Compared(name, "!=", "")
        if test in (("=", "0"), ("<", "1"), ("<=", "0")):
            return Compared(name, "=", "")
        raise Refused(f"{function}() is counted", "whether there is an answer at all")

    def name(self) -> str:
        if self.kind != "name":
            raise Refused(f"“{self.text}” stands where a question such as ${{name}} should")
        return self.next()

    def sign(self) -> str:
        if not self.sees(*TURNED):
            raise Refused(f"“{self.text}” stands where =, !=, <, <=, > or >= should")
        return self.next()

    def value(self) -> str:
        if self.sees("concat"):
            return self.concatenated()
        if self.kind == "name":
            raise Refused(f"the answer of {self.text} is compared with another answer", "a comparison with a value")
        if self.kind not in ("text", "number"):
            raise Refused(f"“{self.text}” stands where a value should")
        return self.next()

    def concatenated(self) -> str:
        """XPath has no other way to write a text with both kinds of quotation marks."""
        self.at += 1
        self.expect("(")
        parts = [self.value()]
        while self.sees(","):
            self.at += 1
            parts.append(self.value())
        self.expect(")")
        return "".join(parts)
