"""Who can be compared: the records of one scenario, and what is unlike among them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from leverplug.debrief.intake import Entry
from leverplug.model import Shock
from leverplug.record import RecordError, scenario
from leverplug.record.scenario import Scenario
from leverplug.venture import Venture


@dataclass(frozen=True)
class Group:
    """The records of one scenario, which are compared with one another.

    Args:
        number: Counted from 1, the largest group first.
        code: Of the scenario; "" for records without one.
        entries: The records.
    """

    number: int
    code: str
    entries: tuple[Entry, ...]

    @cached_property
    def scenario(self) -> Scenario | None:
        """The scenario itself; None if there is none, or none that this kit can open."""
        if not self.code:
            return None
        try:
            return scenario.from_code(self.code)
        except RecordError:
            return None

    @property
    def title(self) -> str:
        """What the instructor called the scenario, in words of whoever made it: not escaped."""
        if self.scenario is not None:
            title = self.scenario.title or "A scenario without a title"
            return f"{title}, {self.scenario.team}" if self.scenario.team else title
        return "A scenario that this kit cannot open" if self.code else "Free choice, no scenario"

    @property
    def question(self) -> str:
        """The question that the scenario asks in place of the book's, not escaped; "" if none."""
        return "" if self.scenario is None else self.scenario.question

    def shocks(self, venture: Venture) -> tuple[Shock, ...]:
        """What the scenario does to a design."""
        if self.scenario is None:
            return ()
        return scenario.shocks(self.scenario, venture)

    @property
    def budget(self) -> float:
        """The most effort that the scenario allows in a quarter, 0 to 1."""
        budget = None if self.scenario is None else self.scenario.budget
        return 1.0 if budget is None else budget

    @cached_property
    def seed(self) -> int:
        """The luck that most of the group had, the smallest of those that tie."""
        counts = Counter(entry.record.seed for entry in self.entries)
        return min(counts, key=lambda seed: (-counts[seed], seed))

    def differences(self) -> list[str]:
        """What is not alike in the group, in words without names."""
        words = []
        if len(seeds := {entry.record.seed for entry in self.entries}) > 1:
            words.append(f"{len(seeds)} different lucks were chosen")
        firms = {(e.record.venture.firm, e.record.venture.founder) for e in self.entries}
        if len(firms) > 1:
            words.append(f"{len(firms)} different firms and founders")
        if others := sum(not entry.record.same_model for entry in self.entries):
            words.append(f"{others} made with another version of the model")
        if over := sum(self.over_budget(entry.record.venture) for entry in self.entries):
            words.append(f"{over} over the budget of the scenario")
        return words

    def over_budget(self, venture: Venture) -> bool:
        """Whether a design plans more effort in a quarter than the scenario allows."""
        return bool(venture.effort().max() > self.budget + 1e-9)


def groups_of(entries: Sequence[Entry]) -> tuple[Group, ...]:
    """The entries by their scenario, the largest group first."""
    by_code: dict[str, list[Entry]] = {}
    for entry in entries:
        by_code.setdefault(entry.record.scenario, []).append(entry)
    ranked = sorted(by_code.items(), key=lambda item: (-len(item[1]), item[0]))
    return tuple(
        Group(number, code, tuple(group)) for number, (code, group) in enumerate(ranked, start=1)
    )
