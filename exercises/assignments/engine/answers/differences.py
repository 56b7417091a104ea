"""Differences between two answers, word by word."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import NamedTuple

SAME, ONLY_FIRST, ONLY_SECOND = "same", "first", "second"
_WORDS = re.compile(r"\S+|\n+")
_MOST = 2000  # words of a text that are compared


class Stretch(NamedTuple):
    """Words in a row that both texts have, or one of them."""

    where: str
    text: str


def compare_words(first: str, second: str) -> list[Stretch]:
    """Both texts as one, in stretches that are the same or stand in one of them.

    Args:
        first: A text; of a very long one only the first 2,000 words are compared.
        second: Another.

    Example:
        >>> compare_words("a fair is a lever", "a fair is no lever")[1:3]
        [Stretch(where='first', text='a'), Stretch(where='second', text='no')]
    """
    one, two = (_WORDS.findall(text)[:_MOST] for text in (first, second))
    stretches = []
    for kind, a, b, c, d in SequenceMatcher(None, one, two, autojunk=False).get_opcodes():
        if kind == "equal":
            stretches.append(Stretch(SAME, " ".join(one[a:b])))
            continue
        if a < b:
            stretches.append(Stretch(ONLY_FIRST, " ".join(one[a:b])))
        if c < d:
            stretches.append(Stretch(ONLY_SECOND, " ".join(two[c:d])))
    return stretches
