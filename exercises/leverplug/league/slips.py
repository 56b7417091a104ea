"""Designs written on slips of paper, typed in as they stand there: one line for a venture.

`trade fair close 20% 1-12; distributor developed 15% 5-; search 5%; learning 5%`: ties and
capabilities, parted by semicolons. A tie has its kind, a number if there are two of a kind, its
region if it has one, its effort (per cent, or a share such as 0.2), and its quarters if it does not
last from the first to the end. Whatever is not on the slip is as the rules of the league say.
"""

from __future__ import annotations

import re

from leverplug import catalogue
from leverplug.venture import Capabilities, Firm, Founder, Tie, ValidationError, Venture

EXAMPLE = "trade fair close 20% 1-12; distributor developed 15% 5-; search 5%; learning 5%"
_PART = (
    r"(?P<kind>[^\d%.,]*?[^\d%.,\s])(?:[\s-]*(?P<number>\d{{1,2}})(?=\s))??"
    r"(?:\s+(?:in\s+)?(?P<region>{regions}))?"
    r"\s+(?P<effort>\d{{1,3}}(?:[.,]\d{{1,4}})?|[.,]\d{{1,4}})\s*(?P<percent>%)?"
    r"(?:\s+(?P<start>\d{{1,2}})?\s*(?:-|–|to)\s*(?P<end>\d{{1,2}})?)?"
)
_CAPABILITIES = ("search", "learning", "pruning")
_MOST_PARTS = 40
_LONGEST_PART = 120  # characters: the pattern's time grows with the square of a part's dashes


def is_slip(text: str) -> bool:
    """Whether a text is written as a slip is, and not a code or a link.

    Example:
        >>> is_slip("trade fair close 20%"), is_slip("https://example.org/?v=AAAA")
        (True, False)
    """
    if "//" in text or "?v=" in text or text.lstrip().startswith("{"):
        return False
    match = _match(text.split(";")[0].strip())
    return ";" in text or "%" in text or (match is not None and _name(match["kind"]) is not None)


def venture(text: str, firm: Firm, founder: Founder) -> Venture:
    """The design of a slip, for a firm and a founder.

    Args:
        text: One line, as the module says.
        firm, founder: Those of the league.

    Raises:
        ValidationError: A part of it cannot be read, or the model cannot run the design.

    Example:
        >>> venture("kin 20%; trade fair close 0.1 5-", Firm(), Founder()).ties[1].start
        5
    """
    parts = [part.strip() for part in text.split(";") if part.strip()]
    if len(parts) > _MOST_PARTS:
        raise ValidationError("slip", f"{len(parts)} parts", f"write at most {_MOST_PARTS}")
    shares: dict[str, float] = {}
    ties: list[Tie] = []
    for part in parts:
        match = _match(part)
        name = _name(match["kind"]) if match else None
        if match is None or name is None:
            remedy = f"“{part[:60]}” cannot be read; write it as in “{EXAMPLE}”"
            raise ValidationError("slip", part[:60], remedy)
        if name in _CAPABILITIES:
            shares[name] = _share(match)
        else:
            ties.append(_tie(name, match, ties))
    capabilities = Capabilities(**{"search": 0.0, "learning": 0.0, "pruning": 0.0, **shares})
    return Venture(firm, founder, capabilities, tuple(ties))


def _match(part: str) -> re.Match[str] | None:
    if len(part) > _LONGEST_PART:
        return None
    pattern = _PART.format(regions="|".join(catalogue.foreign_regions()))
    return re.fullmatch(pattern, part, re.IGNORECASE)


def _tie(kind: str, match: re.Match[str], ties: list[Tie]) -> Tie:
    count = 1 + sum(tie.kind == kind for tie in ties)
    return Tie(
        f"{kind}-{int(match['number'] or count)}",
        kind,
        _share(match),
        int(match["start"] or 1),
        int(match["end"]) if match["end"] else None,
        match["region"].lower() if match["region"] else None,
    )


def _share(match: re.Match[str]) -> float:
    """Effort as a share: 20, 20% and 0.2 are the same."""
    value = float(match["effort"].replace(",", "."))
    return round(value / 100, 6) if match["percent"] or value > 1 else value


def _name(words: str) -> str | None:
    """The kind of tie or the capability that some words name, or that they are the end of."""
    plain = _plain(words.strip())
    names = {name: name for name in _CAPABILITIES}
    for key, kind in catalogue.tie_kinds().items():
        names |= {_plain(each): key for each in (key, kind.short, kind.label)}
    for one in filter(None, (plain, plain.removesuffix("s"))):
        ends = {key for name, key in names.items() if name.endswith(f" {one}")}
        if one in names or len(ends) == 1:
            return names[one] if one in names else ends.pop()
    return None


def _plain(words: str) -> str:
    return re.sub(r"[\s_-]+", " ", words.lower())
