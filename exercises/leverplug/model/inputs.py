"""Designs as arrays: what the simulation reads, for one venture, several, or a sample of many.

Ties come in the order of their ids, so that the order in which a learner adds them cannot matter,
not even in the last digit.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any

import numpy as np

from leverplug import catalogue
from leverplug.venture import QUARTERS, Tie, Venture

Overrides = Mapping[tuple[str, str], float]  # (scope, name) -> value in place of the catalogue's
_CHANNEL_FACTORS = {  # parameters fitted to Table 4 that scale a yield of a whole channel
    ("personal", "foreign_yield"): "personal_foreign",
    ("personal", "organisational_yield"): "personal_organisational",
    ("business", "organisational_yield"): "business_organisational",
}
# Arrays that end in an axis of columns.
_PER_COLUMN = ("effort", "active", "availability", "search", "learning", "pruning", "experience",
               "obligation", "home_market", "high_tech")  # fmt: skip


@dataclass(frozen=True)
class Inputs:
    """Arrays of one or more designs: ``T`` ties, 40 quarters, ``C`` columns.

    The last axis of an array has a column for each design or for each run, or a single one where
    all agree. Several designs have the ties of all of them; one that a design does not have is
    never active in it.

    Args:
        tie_ids: Names of the ties, the keys of their draws.
        kinds: Kind of each tie.
        members: The ties of each design, by their place in the arrays.
        effort: Planned effort, shape (40, T, C).
        active: Whether a tie is planned to be open, shape (40, T, C).
        numbers: Parameters of the kinds, each of shape (T, 1).
        model: Parameters of the model as a whole.
        availability: Share of a tie's promise that is there to draw on, shape (T, C).
        reach: How far a tie reaches into each foreign region, 0 to 1, shape (T, 4).
        pool: Which ties draw on the same kind of contact in the same region, shape (T, T).
        links: Which contacts know one another, shape (1, T, T), or (D, T, T) where the D designs
            do not agree.
        search, learning, pruning, experience, obligation, home_market, high_tech: Shape (C,).
    """

    tie_ids: tuple[str, ...]
    kinds: tuple[str, ...]
    members: tuple[tuple[int, ...], ...]
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

    @property
    def designs(self) -> int:
        """How many designs there are."""
        return len(self.members)

    def row(self, design: int, tie_id: str) -> int:
        """Place in the arrays of a tie of one design."""
        return next(place for place in self.members[design] if self.tie_ids[place] == tie_id)

    def for_runs(self, runs: int) -> Inputs:
        """The same with a column for each run, `runs` of them for each design in turn."""
        if self.designs == 1:
            return self
        return self._with_columns(lambda values: repeated(values, runs))

    def part(self, start: int, end: int) -> Inputs:
        """A sample's runs from one to another; where runs are alike, the same."""
        if self.designs > 1:
            return self
        return self._with_columns(lambda values: values[..., start:end])

    def _with_columns(self, changed: Callable[[np.ndarray], np.ndarray]) -> Inputs:
        wide: dict[str, Any] = {name: changed(values) for name in _PER_COLUMN
                if (values := getattr(self, name)).shape[-1] > 1}  # fmt: skip
        return replace(self, **wide)

    @cached_property
    def quarters_active(self) -> np.ndarray:
        """Quarters for which each tie has been planned to be open so far, shape (40, T, C)."""
        return self.active.cumsum(0)

    @cached_property
    def pools(self) -> list[list[int]]:
        """Ties that share a pool with others, pool by pool."""
        alike = {tuple(np.flatnonzero(row).tolist()) for row in self.pool}
        return sorted(list(ties) for ties in alike if len(ties) > 1)

    @cached_property
    def acquaintances(self) -> list[list[int]]:
        """Whom each contact knows, where all designs agree on that."""
        return [np.flatnonzero(row).tolist() for row in self.links[0]]

    def pooled(self, values: np.ndarray) -> np.ndarray:
        """For each tie the sum over its pool of what each tie has, shape (T, runs)."""
        total = values.astype(float)
        for first, *others in self.pools:
            whole = total[first]
            for tie in others:
                whole += total[tie]
            for tie in others:
                total[tie] = whole
        return total

    def linked(self, values: np.ndarray) -> np.ndarray:
        """For each tie the sum over its acquaintances of what each tie has, shape (T, runs)."""
        if len(self.links) == 1:  # tie by tie: few know one another
            values, total = values.astype(float), np.zeros(values.shape)
            for whole, others in zip(total, self.acquaintances, strict=True):
                for tie in others:
                    whole += values[tie]
            return total
        by_design = values.reshape(len(values), self.designs, -1).transpose(1, 0, 2)
        return (self.links @ by_design).transpose(1, 0, 2).reshape(values.shape)


def repeated(values: np.ndarray, times: int) -> np.ndarray:
    """Each column so many times, side by side; in a page a hundred times as fast as `np.repeat`.

    Example:
        >>> repeated(np.array([[1, 2]]), 2).tolist()
        [[1, 1, 2, 2]]
    """
    found = np.empty((*values.shape, times), values.dtype)
    found[...] = values[..., None]
    return found.reshape(*values.shape[:-1], values.shape[-1] * times)


def inputs_of(ventures: Sequence[Venture], overrides: Overrides | None = None) -> Inputs:
    """The arrays of one or more designs, a column for each where they differ.

    Args:
        ventures: The designs, which may differ in everything, their ties too.
        overrides: Parameters to replace, as (scope, name) -> value.
    """
    keys = sorted({_key(tie) for venture in ventures for tie in venture.ties})
    place = {key: number for number, key in enumerate(keys)}
    ids, kinds, regions = zip(*keys, strict=True) if keys else ((), (), ())
    shape = (QUARTERS, len(keys), len(ventures))
    effort, active = np.zeros(shape), np.zeros(shape, bool)
    for design, venture in enumerate(ventures):
        for tie in venture.ties:
            effort[:, place[_key(tie)], design] = tie.schedule()
            active[:, place[_key(tie)], design] = tie.active()
    members = tuple(tuple(sorted(place[_key(tie)] for tie in v.ties)) for v in ventures)
    numbers = kind_numbers(kinds, overrides)
    available = [numbers[f"availability_{venture.firm.sector}"] for venture in ventures]
    alike = [[one[1:] == other[1:] for other in keys] for one in keys]
    return Inputs(
        tie_ids=ids,
        kinds=kinds,
        members=members,
        effort=_agreed(effort),
        active=_agreed(active),
        numbers=numbers,
        model=model_numbers(overrides),
        availability=_agreed(np.concatenate(available, axis=1)),
        reach=reach(kinds, tuple(region or None for region in regions), numbers["breadth"]),
        pool=np.array(alike, float).reshape(len(keys), len(keys)),
        links=_links(ventures, ids, members),
        search=_column([v.capabilities.search for v in ventures]),
        learning=_column([v.capabilities.learning for v in ventures]),
        pruning=_column([v.capabilities.pruning for v in ventures]),
        experience=_column([v.founder.experience for v in ventures]),
        obligation=_column([v.founder.obligation for v in ventures]),
        home_market=_column([v.firm.home_market for v in ventures]),
        high_tech=_column([v.firm.sector == "high_tech" for v in ventures]),
    )


def sample_of(
    ties: Sequence[tuple[str, str, str | None]],
    effort: np.ndarray,
    overrides: Overrides | None = None,
    **firms: np.ndarray,
) -> Inputs:
    """The arrays of many ventures with the same ties, each with its own efforts: one run each.

    Args:
        ties: Id, kind and region of each tie; all are open from first to last.
        effort: Effort of each tie in every quarter, shape (T, runs).
        overrides: Parameters to replace, as (scope, name) -> value.
        firms: Arrays of shape (runs,) for `high_tech` (0 or 1), `search`, `learning`,
            `experience` and `home_market`.
    """
    first = [Tie(tie_id, kind, 0.0, region=region) for tie_id, kind, region in ties]
    inputs = inputs_of([Venture(ties=tuple(first))], overrides)
    order = [[tie_id for tie_id, _, _ in ties].index(tie_id) for tie_id in inputs.tie_ids]
    numbers = inputs.numbers
    available = np.where(
        firms["high_tech"] > 0, numbers["availability_high_tech"],
        numbers["availability_traditional"],
    )  # fmt: skip
    everywhere = np.broadcast_to(effort[order], (QUARTERS, *effort.shape))
    return replace(inputs, effort=everywhere, availability=available, **firms)  # type: ignore[arg-type]


def _key(tie: Tie) -> tuple[str, str, str]:
    """What ties of two designs must agree in to stand in one row of the arrays."""
    return tie.id, tie.kind, tie.region or ""


def _agreed(values: np.ndarray) -> np.ndarray:
    """The array with one column if all its columns are alike."""
    return values[..., :1] if (values == values[..., :1]).all() else values


def _column(values: Sequence[float]) -> np.ndarray:
    return _agreed(np.array(values, float))


def _links(
    ventures: Sequence[Venture], ids: tuple[str, ...], members: tuple[tuple[int, ...], ...]
) -> np.ndarray:
    """Who knows whom in each design, or in all where no design says otherwise."""
    links = np.zeros((len(ventures), len(ids), len(ids)))
    there = np.zeros((len(ventures), len(ids)))
    for design, venture in enumerate(ventures):
        place = {ids[row]: row for row in members[design]}
        there[design, list(members[design])] = 1
        for one, other in venture.links:
            links[design, place[one], place[other]] = links[design, place[other], place[one]] = 1
    known = links.max(0, keepdims=True)
    possible = there[:, :, None] * there[:, None, :]
    return known if (links == known * possible).all() else links


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
