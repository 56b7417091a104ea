"""What the learner chooses: the founder, the firm, ties with their effort, three capabilities.

Defaults live here and nowhere else. Every object is frozen and checked when it is made, so a
venture that exists is a venture the model can run.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from unicodedata import category

import numpy as np

from leverplug import catalogue

QUARTERS = 40  # ten years, the horizon of every lab
MOST_TIES = 30
_ROUNDING = 1e-9  # sums of decimal shares are not exact
# Characters that cannot be stored, or make a text look like another: controls, lone surrogates,
# marks that turn the direction of writing round, breaks of line or paragraph.
_HIDDEN = {"Cc", "Cs", "Zl", "Zp"}
_TURNING = set(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A))))


class ValidationError(ValueError):
    """A choice that the model cannot run: which field, what it was, what to do instead."""

    def __init__(self, field: str, value: object, remedy: str) -> None:
        super().__init__(f"{field} is {value!r}: {remedy}")
        self.field, self.value, self.remedy = field, value, remedy


def _number(field: str, value: object, low: float, high: float) -> None:
    is_number = isinstance(value, (int, float, np.number)) and not isinstance(value, bool)
    if not is_number or not low <= value <= high:  # type: ignore[operator]  # nan is in no range
        raise ValidationError(field, value, f"give a number from {low:g} to {high:g}")


def _quarter(field: str, value: object) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= QUARTERS:
        raise ValidationError(field, value, f"give a whole quarter from 1 to {QUARTERS}")


def check_text(field: str, value: object, longest: int, shortest: int = 0) -> None:
    size = f"{shortest} to {longest}" if shortest else f"at most {longest}"
    if not isinstance(value, str) or not shortest <= len(value) <= longest:
        raise ValidationError(field, value, f"give {size} characters")
    if value.isascii() and value.isprintable():
        return  # most ids and names, and every slider's move checks them all
    if any(category(letter) in _HIDDEN or letter in _TURNING for letter in value):
        raise ValidationError(field, value, "use characters that can be seen, on one line")


def _one_of(field: str, value: object, allowed: Iterable[str]) -> None:
    if value not in (known := tuple(allowed)):
        raise ValidationError(field, value, f"choose one of {', '.join(known)}")


@dataclass(frozen=True)
class Founder:
    """Who starts the firm.

    Args:
        experience: Industry experience, 0 (none) to 1 (a decade at senior level).
        obligation: How much of the founder's effort ties ask back, as a multiple (0 to 2)
            of what is usual for each kind of tie.
    """

    experience: float = 0.5
    obligation: float = 1.0

    def __post_init__(self) -> None:
        _number("founder.experience", self.experience, 0, 1)
        _number("founder.obligation", self.obligation, 0, 2)


@dataclass(frozen=True)
class Firm:
    """What is started: sector, and the size of the home market from 0 (small) to 1 (large)."""

    sector: str = "traditional"
    home_market: float = 0.5

    def __post_init__(self) -> None:
        _one_of("firm.sector", self.sector, catalogue.SECTORS)
        _number("firm.home_market", self.home_market, 0, 1)


@dataclass(frozen=True)
class Capabilities:
    """The three partnering capabilities (`globalizing`).

    Args:
        search: Proactive. Share of effort (0 to 1) spent looking for contacts and openings.
        learning: Reflective. Share of effort (0 to 1) spent learning from partners.
        pruning: Discerning. How much a tie must show to be kept, 0 (keep all) to 1 (strict).
    """

    search: float = 0.05
    learning: float = 0.05
    pruning: float = 0.0

    def __post_init__(self) -> None:
        for name, share in vars(self).items():
            _number(f"capabilities.{name}", share, 0, 1)


@dataclass(frozen=True)
class Change:
    """From ``quarter`` on, a tie gets ``effort`` (share of the venture's effort)."""

    quarter: int
    effort: float

    def __post_init__(self) -> None:
        _quarter("change.quarter", self.quarter)
        _number("change.effort", self.effort, 0, 1)


@dataclass(frozen=True)
class Tie:
    """One relationship of the venture.

    Args:
        id: Stable name, the key of its draws; never its position. For example ``fair-1``.
        kind: Key of a kind of tie in the catalogue.
        effort: Share of the venture's effort per quarter, 0 to 1.
        start: First quarter of the tie, 1 to 40.
        end: Last quarter of the tie, or None for a tie that stays open.
        region: Foreign region it works in; only for kinds that have one.
        changes: Later changes of effort, in the order of their quarters.
        label: What the learner calls it; shown, never interpreted.

    Raises:
        ValidationError: A field is out of its range, or an end lies before its start.
    """

    id: str
    kind: str
    effort: float
    start: int = 1
    end: int | None = None
    region: str | None = None
    changes: tuple[Change, ...] = ()
    label: str = ""

    def __post_init__(self) -> None:
        check_text("tie.id", self.id, 40, shortest=1)
        if ":" in self.id:  # names with a colon key the draws of the firm itself
            raise ValidationError("tie.id", self.id, "leave the colon out")
        where = f"tie {self.id}"
        _one_of(f"{where}: kind", self.kind, catalogue.tie_kinds())
        _number(f"{where}: effort", self.effort, 0, 1)
        _quarter(f"{where}: start", self.start)
        check_text(f"{where}: label", self.label, 80)
        self._check_end(where)
        self._check_region(where)
        self._check_changes(where)

    def _check_end(self, where: str) -> None:
        if self.end is None:
            return
        _quarter(f"{where}: end", self.end)
        if self.end < self.start:
            remedy = f"it must not lie before the start (quarter {self.start}); move one of them"
            raise ValidationError(f"{where}: end", self.end, remedy)

    def _check_region(self, where: str) -> None:
        kind = catalogue.tie_kinds()[self.kind]
        if kind.has_region:
            _one_of(f"{where}: region", self.region, catalogue.foreign_regions())
        elif self.region is not None:
            remedy = f"leave it empty: {kind.label.lower()} works in no single region"
            raise ValidationError(f"{where}: region", self.region, remedy)

    def _check_changes(self, where: str) -> None:
        quarters = [change.quarter for change in self.changes]
        if quarters != sorted(set(quarters)):
            remedy = "name each quarter once, in order"
            raise ValidationError(f"{where}: changes", quarters, remedy)
        last = QUARTERS if self.end is None else self.end
        outside = [quarter for quarter in quarters if not self.start < quarter <= last]
        if outside:
            remedy = f"change effort after quarter {self.start} and up to quarter {last}"
            raise ValidationError(f"{where}: changes", outside, remedy)

    def schedule(self) -> np.ndarray:
        """Planned effort in each quarter, shape (40,).

        Example:
            >>> Tie("fair-1", "trade_fair", 0.2, start=2, end=3, region="close").schedule()[:4]
            array([0. , 0.2, 0.2, 0. ])
        """
        efforts = np.zeros(QUARTERS)
        efforts[self.start - 1 :] = self.effort
        for change in self.changes:
            efforts[change.quarter - 1 :] = change.effort
        efforts[self.end or QUARTERS :] = 0.0
        return efforts

    def active(self) -> np.ndarray:
        """Whether the tie is open in each quarter, shape (40,), whatever its effort."""
        quarter = np.arange(1, QUARTERS + 1)
        return (quarter >= self.start) & (quarter <= (self.end or QUARTERS))


@dataclass(frozen=True)
class Venture:
    """A design: founder, firm, capabilities, ties and who among the contacts knows whom.

    Raises:
        ValidationError: Two ties share an id, a link names no tie, or a quarter plans over 1.00.

    Example:
        >>> design = Venture(ties=(Tie("kin-1", "kin", 0.2),))
        >>> float(design.effort()[0].round(2))
        0.3
    """

    firm: Firm = field(default_factory=Firm)
    founder: Founder = field(default_factory=Founder)
    capabilities: Capabilities = field(default_factory=Capabilities)
    ties: tuple[Tie, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    name: str = ""

    def __post_init__(self) -> None:
        if len(self.ties) > MOST_TIES:
            raise ValidationError("ties", len(self.ties), f"keep at most {MOST_TIES} ties")
        check_text("name", self.name, 80)
        ids = [tie.id for tie in self.ties]
        twice = sorted({name for name in ids if ids.count(name) > 1})
        if twice:
            raise ValidationError("ties: id", ", ".join(twice), "give every tie its own id")
        self._check_links(set(ids))
        self._check_effort()

    def _check_links(self, ids: set[str]) -> None:
        for link in self.links:
            if len(link) != 2 or link[0] == link[1] or not ids.issuperset(link):
                raise ValidationError("links", link, "connect two different ties of this venture")
        if len({frozenset(link) for link in self.links}) < len(self.links):
            raise ValidationError("links", self.links, "connect two contacts only once")

    def _check_effort(self) -> None:
        total = self.effort()
        if total.max() <= 1 + _ROUNDING:
            return
        quarter = int(total.argmax())
        shares = {tie.id: tie.schedule()[quarter] for tie in self.ties}
        shares |= {"search": self.capabilities.search, "learning": self.capabilities.learning}
        detail = ", ".join(f"{name} {share:.2f}" for name, share in shares.items() if share > 0)
        remedy = (
            "effort must sum to at most 1.00 in every quarter; "
            f"quarter {quarter + 1} has {total[quarter]:.2f} ({detail}); lower one of them"
        )
        raise ValidationError("effort", round(float(total[quarter]), 4), remedy)

    def effort(self) -> np.ndarray:
        """Planned effort in each quarter, capabilities included, shape (40,)."""
        asked = np.full(QUARTERS, self.capabilities.search + self.capabilities.learning)
        return asked + sum((tie.schedule() for tie in self.ties), np.zeros(QUARTERS))

    def tie(self, tie_id: str) -> Tie:
        """The tie of that id.

        Raises:
            ValidationError: No tie has that id.
        """
        for tie in self.ties:
            if tie.id == tie_id:
                return tie
        known = ", ".join(tie.id for tie in self.ties) or "none yet"
        raise ValidationError("tie id", tie_id, f"name one of the venture's ties ({known})")

    def with_tie(self, tie: Tie) -> Venture:
        """The same design with one tie more."""
        return replace(self, ties=(*self.ties, tie))

    def without_tie(self, *tie_ids: str) -> Venture:
        """The same design without those ties and without their links; effort stays unused."""
        for tie_id in tie_ids:
            self.tie(tie_id)
        ties = tuple(tie for tie in self.ties if tie.id not in tie_ids)
        links = tuple(link for link in self.links if not set(link) & set(tie_ids))
        return replace(self, ties=ties, links=links)

    def replace_tie(self, tie: Tie) -> Venture:
        """The same design with the tie of that id exchanged."""
        self.tie(tie.id)
        return replace(self, ties=tuple(tie if old.id == tie.id else old for old in self.ties))

    def with_link(self, first: str, second: str) -> Venture:
        """The same design, with two contacts who know one another."""
        return replace(self, links=(*self.links, (first, second)))

    def without_link(self, first: str, second: str) -> Venture:
        """The same design, with the two contacts strangers again."""
        return replace(self, links=tuple(x for x in self.links if set(x) != {first, second}))
