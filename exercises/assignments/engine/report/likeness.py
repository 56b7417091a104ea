"""How alike texts are: the short sequences of words, or of tokens of code, that they share.

Texts are not compared each with each. An index by sequence finds the pairs that share any rare
one; sequences that many have say nothing and are left out. The measure is containment (Broder
1997, "On the resemblance and containment of documents"): the share of the shorter text's
sequences that the other has as well.
"""

from __future__ import annotations

import io
import re
import token
import tokenize
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

LONGEST = 100_000  # characters of a text that are looked at
_LAYOUT = {token.NEWLINE, token.NL, token.COMMENT, token.INDENT, token.DEDENT, token.ENDMARKER}
_WORD = re.compile(r"\w+|[^\w\s]")
_QUOTES = re.compile(r"""^([A-Za-z]*)('''|\"{3}|'|")(.*)\2$""", re.S)
Prints = frozenset[int]  # hashes of a text's sequences


class Pair(NamedTuple):
    """Two texts and the share of the shorter one's sequences (0 to 1) that the other has."""

    one: str
    other: str
    share: float


def tokens(code: str) -> list[str]:
    """Tokens of Python code without comments, layout and the kind of quotes; names are kept."""
    code = code[:LONGEST]
    try:
        found = list(tokenize.generate_tokens(io.StringIO(code).readline))
    except (tokenize.TokenError, SyntaxError, ValueError):
        return _WORD.findall(re.sub(r"#.*", "", code))
    return [_plain(each) for each in found if each.type not in _LAYOUT and each.string.strip()]


def _plain(each: tokenize.TokenInfo) -> str:
    match = _QUOTES.match(each.string) if each.type == token.STRING else None
    return f"{match[1].lower()}'{match[3]}'" if match else each.string


def words(text: str) -> list[str]:
    """Words of a text in small letters, without punctuation."""
    return re.findall(r"\w+", text[:LONGEST].casefold())


def prints(parts: Sequence[str], size: int) -> Prints:
    """Hashes of all sequences of `size` parts; they hold within one run of Python."""
    return frozenset(hash(tuple(parts[n : n + size])) for n in range(len(parts) - size + 1))


def alike(texts: Mapping[str, Prints], least: int, share: float, most: int) -> list[Pair]:
    """Pairs of texts that share much, the most alike first.

    Args:
        texts: Prints of each text, without those that say nothing.
        least: Sequences that both must have, at least, which others do not share widely.
        share: Containment from which on a pair counts.
        most: Texts that may hold a sequence before it is too common to say anything.
    """
    holders: dict[int, list[str]] = defaultdict(list)
    for name, of in texts.items():
        for each in of:
            holders[each].append(name)
    common = {each for each, names in holders.items() if len(names) > most}
    sizes = {name: len(of - common) for name, of in texts.items()}
    shared: Counter[tuple[str, str]] = Counter()
    for names in holders.values():
        if 1 < len(names) <= most:
            shared.update(combinations([name for name in names if sizes[name] >= least], 2))
    pairs = [
        Pair(one, other, count / min(sizes[one], sizes[other]))
        for (one, other), count in shared.items()
    ]
    return sorted(
        (pair for pair in pairs if pair.share >= share),
        key=lambda pair: (-pair.share, pair.one, pair.other),
    )


def same(texts: Mapping[str, object]) -> list[tuple[str, ...]]:
    """Groups of two and more names whose texts are the same."""
    groups: dict[object, list[str]] = defaultdict(list)
    for name, text in texts.items():
        groups[text].append(name)
    return [tuple(names) for names in groups.values() if len(names) > 1]


def without(prints_of: Prints, known: Iterable[Prints]) -> Prints:
    """Prints of a text's own sequences: those that none of some known texts has."""
    return prints_of.difference(*known)
