"""Where each tie stands in the picture: its channel gives the direction, its region the distance.

Places are pairs (x, y) between -1 and 1 with the venture at (0, 0), so that one layout
fits every screen: the picture scales them to its own width and height.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from leverplug import catalogue
from leverplug.venture import ValidationError

Place = tuple[float, float]

# Middle and half-width of each channel's sector, in degrees anticlockwise from the right.
SECTORS: Mapping[str, tuple[float, float]] = {
    "personal": (180.0, 54.0),
    "business": (0.0, 54.0),
    "institutional": (90.0, 30.0),
    "other": (270.0, 30.0),
}


class Ring(NamedTuple):
    """Distances of a region from the venture, as shares of the picture's half-width."""

    line: float  # where its ring is drawn
    contacts: tuple[float, ...]  # where its contacts may stand, the preferred one first


RINGS: Mapping[str, Ring] = {
    "home": Ring(0.66, (0.52, 0.64, 0.40)),
    "neighbouring": Ring(0.74, (0.70, 0.74)),
    "close": Ring(0.83, (0.80, 0.84)),
    "developed": Ring(0.92, (0.90, 0.94)),
    "emerging": Ring(1.0, (1.0, 0.97)),
}
# Room a contact and its label take in a picture of middling size, in the same unit.
_ROOM = (0.36, 0.40)
_DIRECTIONS = 25


def places(
    ties: Iterable[Mapping[str, Any]],
    channels: Mapping[str, str],
    fixed: Mapping[str, Sequence[float]] | None = None,
) -> dict[str, list[float]]:
    """A place for every tie; ties in `fixed` stay where they are.

    Each new tie takes the point of its sector and ring that is farthest from all
    contacts already placed, so adding a tie never moves another.

    Args:
        ties: Rows with `id`, `kind` and `region` (None means home).
        channels: Channel of each kind of tie.
        fixed: Places that stay, by tie id.

    Example:
        >>> places([{"id": "kin-1", "kind": "kin", "region": None}], {"kin": "personal"})
        {'kin-1': [-0.52, 0.0]}
    """
    ties = list(ties)
    ids = {tie["id"] for tie in ties}
    placed = {key: [float(x), float(y)] for key, (x, y) in (fixed or {}).items() if key in ids}
    for tie in ties:
        if tie["id"] not in placed:
            channel = channels.get(tie["kind"], "other")
            candidates = _candidates(channel, tie.get("region"))
            placed[tie["id"]] = _freest(candidates, placed.values())
    return {tie["id"]: placed[tie["id"]] for tie in ties}


def region_rows() -> list[dict[str, Any]]:
    """Home and the foreign regions, nearest first: key, label and where the ring is drawn."""
    return [
        {"key": region.key, "label": region.label, "ring": RINGS[region.key].line}
        for region in catalogue.regions().values()
    ]


def checked_places(positions: Any) -> dict[str, list[float]]:
    """The places that a browser sent.

    Args:
        positions: Any value; pairs of numbers by tie id are expected.

    Raises:
        ValidationError: Not pairs of numbers from -1 to 1 by tie id.
    """
    try:
        places = {str(key): [float(x), float(y)] for key, (x, y) in dict(positions).items()}
    except (TypeError, ValueError) as error:
        remedy = "give a pair (x, y) for each tie"
        raise ValidationError("positions", str(positions)[:80], remedy) from error
    for key, place in places.items():
        if not all(-1 <= value <= 1 for value in place):
            raise ValidationError(f"tie {key}: position", place, "stay between -1 and 1")
    return places


def _candidates(channel: str, region: str | None) -> list[Place]:
    middle, spread = SECTORS.get(channel, SECTORS["other"])
    steps = sorted((2 * i / (_DIRECTIONS - 1) - 1 for i in range(_DIRECTIONS)), key=abs)
    return [
        (radius * math.cos(angle), -radius * math.sin(angle))
        for step in steps
        for radius in RINGS.get(region or "home", RINGS["home"]).contacts
        for angle in [math.radians(middle + spread * step)]
    ]


def _freest(candidates: Sequence[Place], placed: Iterable[Sequence[float]]) -> list[float]:
    """The candidate farthest from the venture and from all contacts that are placed."""
    occupied = [(0.0, 0.0), *placed]

    def room(place: Place) -> float:
        wide, high = _ROOM
        return min(max(abs(place[0] - x) / wide, abs(place[1] - y) / high) for x, y in occupied)

    # Beyond room enough there is nothing to gain: the first such candidate is the tidiest.
    x, y = max(candidates, key=lambda place: round(min(room(place), 1.05), 6))
    return [round(x, 4) + 0.0, round(y, 4) + 0.0]
