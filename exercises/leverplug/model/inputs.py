"""A design as arrays: what the simulation reads, for one venture or for a whole sample of them.

Ties come in the order of their ids, so that the order in which a learner adds them cannot matter,
not even in the last digit. Arrays end in an axis of runs, of length 1 where all runs agree.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from leverplug import catalogue
from leverplug.venture import Venture

Overrides = Mapping[tuple[str, str], float]  # (scope, name) -> value in place of the catalogue's
_CHANNEL_FACTORS = {  # parameters fitted to Table 4 that scale a yield of a whole channel
    ("personal", "foreign_yield"): "personal_foreign",
    ("personal", "organisational_yield"): "personal_organisational",
    ("business", "organisational_yield"): "business_organisational",
}


@dataclass(frozen=True)
class Plan:
    """Everything the simulation needs to know of one or many designs.

    ``T`` ties, 40 quarters, ``R`` runs (or 1 where all runs share a design).

    Args:
        tie_ids: Names of the ties, the keys of their luck.
        kinds: Kind of each tie.
        effort: Planned effort, shape (40, T, R).
        active: Whether a tie is planned to be open, shape (40, T, 1).
        numbers: Parameters of the kinds, each of shape (T, 1).
        model: Parameters of the model as a whole.
        availability: Share of a tie's promise that is there to draw on, shape (T, R).
        reach: How far a tie reaches into each foreign region, 0 to 1, shape (T, 4).
        pool: Which ties draw on the same kind of contact in the same region, shape (T, T).
        links: Which contacts know one another, shape (T, T).
        search, learning, pruning, experience, obligation, home_market, high_tech: Shape (R,).
    """

    tie_ids: tuple[str, ...]
    kinds: tuple[str, ...]
    effort: np.ndarray
    active: np.ndarray
    numbers: Mapping[str, np.ndarray]
    model: Mapping[str, float]
    availability: np.ndarray
    reach: np.ndarray
    pool: np.ndarray
    links: np.ndarray
    search: np.ndarray
    learning: np.ndarray
    pruning: np.ndarray
    experience: np.ndarray
    obligation: np.ndarray
    home_market: np.ndarray
    high_tech: np.ndarray

    @cached_property
    def pools(self) -> list[list[int]]:
        """Ties that share a pool with others, pool by pool."""
        alike = {tuple(np.flatnonzero(row).tolist()) for row in self.pool}
        return sorted(list(ties) for ties in alike if len(ties) > 1)

    def pooled(self, values: np.ndarray) -> np.ndarray:
        """For each tie the sum over its pool of what each tie has, shape (T, R)."""
        total = values.astype(float)
        for first, *others in self.pools:
            for tie in others:
                total[first] += total[tie]
            total[others] = total[first]
        return total


def model_numbers(overrides: Overrides | None = None) -> dict[str, float]:
    """Values of the model-wide parameters, with some of them replaced."""
    values = {name: p.value for name, p in catalogue.parameters().items()}
    changed = {name: v for (scope, name), v in (overrides or {}).items() if scope == "model"}
    return values | changed


def kind_numbers(
    kinds: tuple[str, ...], overrides: Overrides | None = None
) -> dict[str, np.ndarray]:
    """Parameters of each tie's kind by name, each of shape (ties, 1).

    Yields are those of the kind times the factor fitted for its channel.
    """
    return _numbers(kinds, overrides) if overrides else dict(_usual_numbers(kinds))


@lru_cache(maxsize=16)
def _usual_numbers(kinds: tuple[str, ...]) -> dict[str, np.ndarray]:
    return _numbers(kinds, {})


def _numbers(kinds: tuple[str, ...], overrides: Overrides) -> dict[str, np.ndarray]:
    catalogued, model = catalogue.tie_kinds(), model_numbers(overrides)
    numbers = {}
    for name in next(iter(catalogued.values())).evidence:
        values = [overrides.get((kind, name), catalogued[kind][name]) for kind in kinds]
        factors = [
            model.get(_CHANNEL_FACTORS.get((catalogued[kind].channel, name), ""), 1.0)
            for kind in kinds
        ]
        numbers[name] = np.array(values, float)[:, None] * np.array(factors)[:, None]
        numbers[name].flags.writeable = False
    return numbers


def reach(
    kinds: tuple[str, ...], regions: tuple[str | None, ...], breadth: np.ndarray
) -> np.ndarray:
    """How far each tie reaches into each foreign region, shape (ties, 4), values 0 to 1.

    A tie with a region reaches it fully and the others by its kind's breadth; a tie without one
    reaches a region the less the farther it lies, again down to its breadth.
    """
    places = catalogue.regions()
    foreign = catalogue.foreign_regions()
    near = np.array([1 - places[key].distance for key in foreign])
    own = np.array([[float(key == region) for key in foreign] for region in regions])
    placed = np.array([[region is not None] for region in regions])
    full = np.where(placed.reshape(-1, 1), own.reshape(-1, len(foreign)), near)
    return breadth.reshape(-1, 1) + (1 - breadth.reshape(-1, 1)) * full


def compile_plan(venture: Venture, overrides: Overrides | None = None) -> Plan:
    """The arrays of one design; every run shares them."""
    ties = sorted(venture.ties, key=lambda tie: tie.id)
    ids = tuple(tie.id for tie in ties)
    kinds = tuple(tie.kind for tie in ties)
    regions = tuple(tie.region for tie in ties)
    count, sector = len(ties), venture.firm.sector
    numbers = kind_numbers(kinds, overrides)
    known = {frozenset(link) for link in venture.links}
    places = tuple(zip(kinds, regions, strict=True))
    alike = [[first == second for second in places] for first in places]
    linked = [[frozenset((a, b)) in known for b in ids] for a in ids]
    schedule = [tie.schedule() for tie in ties] or np.empty((0, 40))
    active = [tie.active() for tie in ties] or np.empty((0, 40), bool)
    return Plan(
        tie_ids=ids,
        kinds=kinds,
        effort=np.array(schedule).T[:, :, None],
        active=np.array(active).T[:, :, None],
        numbers=numbers,
        model=model_numbers(overrides),
        availability=numbers[f"availability_{sector}"],
        reach=reach(kinds, regions, numbers["breadth"]),
        pool=np.array(alike, float).reshape(count, count),
        links=np.array(linked, float).reshape(count, count),
        search=_one(venture.capabilities.search),
        learning=_one(venture.capabilities.learning),
        pruning=_one(venture.capabilities.pruning),
        experience=_one(venture.founder.experience),
        obligation=_one(venture.founder.obligation),
        home_market=_one(venture.firm.home_market),
        high_tech=_one(sector == "high_tech"),
    )


def _one(value: float) -> np.ndarray:
    """A number on which all runs agree, shape (1,)."""
    return np.array([float(value)])
