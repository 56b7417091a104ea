"""A venture's ties as plain rows that a browser can hold, and back to a venture that can run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from leverplug.venture import Change, Tie, ValidationError, Venture

Row = dict[str, Any]


def tie_rows(venture: Venture) -> list[Row]:
    """One JSON-able row per tie, in the venture's order.

    Example:
        >>> tie_rows(Venture(ties=(Tie("kin-1", "kin", 0.2),)))[0]["effort"]
        0.2
    """
    return [asdict(tie) | {"changes": [asdict(c) for c in tie.changes]} for tie in venture.ties]


def link_rows(venture: Venture) -> list[list[str]]:
    """Pairs of tie ids that know one another, as lists."""
    return [list(link) for link in venture.links]


def venture_with(
    base: Venture, ties: Sequence[Mapping[str, Any]], links: Iterable[Sequence[str]]
) -> Venture:
    """`base` with other ties and links.

    Args:
        base: Gives firm, founder, capabilities and name.
        ties: Rows of the form that `tie_rows` gives.
        links: Pairs of tie ids.

    Raises:
        ValidationError: A row is not of the form `tie_rows` gives, or the model refuses it.
    """
    return replace(base, ties=tuple(map(_tie, ties)), links=tuple(map(_link, links)))


def _tie(row: Mapping[str, Any]) -> Tie:
    try:
        required = {name: row[name] for name in ("id", "kind", "effort")}
        end, region = row.get("end"), row.get("region")
        changes = tuple(Change(c["quarter"], c["effort"]) for c in row.get("changes") or ())
    except (KeyError, TypeError, AttributeError) as error:
        remedy = "give id, kind and effort, and a quarter and an effort for each change"
        raise ValidationError("tie", str(row)[:80], remedy) from error
    start, label = row.get("start", 1), row.get("label", "")
    return Tie(**required, end=end, region=region, start=start, changes=changes, label=label)


def _link(pair: Any) -> tuple[str, str]:
    if not isinstance(pair, (list, tuple)) or [type(end) for end in pair] != [str, str]:
        raise ValidationError("links", str(pair)[:80], "name two ties of this venture")
    return pair[0], pair[1]
