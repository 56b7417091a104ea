"""The kinds of tie a venture can build and the numbers behind the model, each with its evidence.

Nothing is defined here: kinds come from ``datasets/tie_kinds.csv``, regions from
``datasets/regions.csv`` and numbers from ``datasets/model_parameters.csv``, where every value
stands beside its range, its evidence grade and its source.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from leverplug import datasets

CHANNELS = ("personal", "business", "institutional", "other")
SECTORS = ("traditional", "high_tech")
GRADES = ("fitted", "reported", "assumed")
HOME = "home"
MODEL = "model"  # the scope of a parameter that belongs to no single kind of tie


@dataclass(frozen=True)
class Parameter:
    """One number of the model with its unit, range, evidence grade and source."""

    name: str
    scope: str
    value: float
    low: float
    high: float
    unit: str
    grade: str
    source: str
    note: str


@dataclass(frozen=True)
class TieKind:
    """A kind of tie: what it is called, whom it reaches, how it is drawn, and its numbers.

    `short` is the label in a picture, `icon` a line drawing (SVG path data on a 24 by 24 grid),
    `wire` the number that stands for the kind in codes (0 to 63).
    """

    key: str
    label: str
    short: str
    channel: str
    has_region: bool
    summary: str
    icon: str
    wire: int
    evidence: Mapping[str, Parameter]

    def __getitem__(self, name: str) -> float:
        """Value of the parameter ``name`` for this kind of tie."""
        return self.evidence[name].value

    def availability(self, sector: str) -> float:
        """Share of what such ties could give that a founder in a sector can draw on, 0 to 1.

        For the five personal kinds it is (mean rating - 1) / 4 of Table 3 in `personalnetworks`;
        any other kind has to be built and counts as fully available.

        Example:
            >>> round(tie_kinds()["kin"].availability("traditional"), 3)
            0.305
        """
        return self[f"availability_{sector}"]


@dataclass(frozen=True)
class Region:
    """A part of the world a venture can sell to, with its assumed distance from home (0 to 1)."""

    key: str
    label: str
    distance: float


def _parameter(row: dict[str, Any]) -> Parameter:
    numbers = {field: float(row[field]) for field in ("value", "low", "high")}
    return Parameter(**(row | numbers))


@cache
def _all_parameters() -> tuple[Parameter, ...]:
    return tuple(map(_parameter, datasets.rows("model_parameters")))


@cache
def parameters(scope: str = MODEL) -> Mapping[str, Parameter]:
    """Parameters by name.

    Args:
        scope: ``"model"`` for the model as a whole, ``"survey"``, or the key of a kind of tie;
            anything else has none.

    Example:
        >>> parameters()["upkeep"].grade
        'assumed'
    """
    return MappingProxyType({p.name: p for p in _all_parameters() if p.scope == scope})


def _availability(kind: str) -> dict[str, Parameter]:
    """Availability of a kind of tie in each sector, by the name of its parameter."""
    means = {row["kind"]: row for row in datasets.rows("survey_ties")}
    shares = {}
    for sector in SECTORS:
        name, reported = f"availability_{sector}", kind in means
        value = (float(means[kind][f"mean_{sector}"]) - 1) / 4 if reported else 1.0
        shares[name] = Parameter(
            name, kind, value, max(0.0, value - 0.1), min(1.0, value + 0.1), "share",
            "reported" if reported else "assumed",
            "personalnetworks, Table 3" if reported else "",
            "(mean rating - 1) / 4" if reported else "built, not inherited: always available",
        )  # fmt: skip
    return shares


@cache
def tie_kinds() -> Mapping[str, TieKind]:
    """Every kind of tie by its key, in the order the book presents them.

    Example:
        >>> tie_kinds()["multinational"].label
        'Multinational partner'
    """
    kinds = {}
    for row in datasets.rows("tie_kinds"):
        evidence = MappingProxyType({**parameters(row["key"]), **_availability(row["key"])})
        kinds[row["key"]] = TieKind(
            **{name: row[name] for name in ("key", "label", "short", "channel", "summary", "icon")},
            has_region=row["has_region"] == "true",
            wire=int(row["wire"]),
            evidence=evidence,
        )
    return MappingProxyType(kinds)


@cache
def regions() -> Mapping[str, Region]:
    """Home and the four foreign regions by key, nearest first.

    Example:
        >>> list(regions())
        ['home', 'neighbouring', 'close', 'developed', 'emerging']
    """
    rows = datasets.rows("regions")
    return MappingProxyType(
        {r["region"]: Region(r["region"], r["label"], float(r["distance"])) for r in rows}
    )


def foreign_regions() -> tuple[str, ...]:
    """Keys of the regions abroad, in the order used by every array of the model."""
    return tuple(key for key in regions() if key != HOME)
