"""Each student's own case of an assignment, worked out from the student number alone.

Whoever marks an answer works the case out again, and an answer copied from somebody else does not
fit. Nobody has to keep a list.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import TypeVar

from leverplug import catalogue
from leverplug.checks.hint import Hint, is_blank, passed, shown
from leverplug.venture import Firm, Founder, Venture, check_text

HOME_MARKETS = (0.2, 0.4, 0.6, 0.8)  # assumed: small to large, so that every student has a case
SECTORS = catalogue.SECTORS
EXPERIENCE = (0.3, 0.5, 0.7)  # assumed: some, middling, much
OBLIGATIONS = (0.8, 1.0, 1.2)  # assumed: what ties ask back, as a multiple of the usual
BUDGETS = (0.7, 0.75, 0.8)  # assumed: of the founder's effort; the rest goes into the product
_SEEDS = 1_000_000  # seeds a scenario may have

Option = TypeVar("Option")


@dataclass(frozen=True)
class Scenario:
    """One student's own case of an assignment.

    Args:
        assignment: Name of the assignment.
        student: The student number it follows from, as `scenario` reads it.
        seed: Key of the draws that the student sees.
        firm, founder: What the student cannot choose.
        budget: Most effort that a design may plan in any quarter, 0 to 1.
        region: A foreign region the scenario is about.
    """

    assignment: str
    student: str
    seed: int
    firm: Firm
    founder: Founder
    budget: float
    region: str

    def choose(self, name: str, options: Sequence[Option]) -> Option:
        """One of some options, always the same one for this student, assignment and name."""
        return options[_draw(self.assignment, self.student, name, len(options))]

    def grading_seeds(self, count: int = 3) -> tuple[int, ...]:
        """Seeds of other luck than the student has seen, on which a decision is judged."""
        drawn = [_draw(self.assignment, self.student, f"grading {i}", _SEEDS) for i in range(count)]
        return tuple(_SEEDS + seed for seed in drawn)

    def fits(self, venture: Venture) -> None:
        """Make sure that a design starts from this scenario's firm and founder.

        Raises:
            Hint: It starts from another one: it was made for somebody else, or for no one.
        """
        for field in ("firm", "founder"):
            ours = getattr(self, field)
            for name, value in vars(ours).items():
                if getattr(getattr(venture, field), name) != value:
                    raise Hint(
                        f"the {field}'s {name.replace('_', ' ')} in the record is not that of "
                        f"your scenario: start from Venture(firm=scenario.firm, "
                        "founder=scenario.founder)"
                    )
        passed("the record starts from your scenario")

    def facts(self) -> Mapping[str, str]:
        """The scenario in words, for a table in the notebook."""
        region = catalogue.regions()[self.region].label
        return {
            "sector": self.firm.sector.replace("_", " "),
            "home market (0 small to 1 large)": f"{self.firm.home_market:g}",
            "founder's experience (0 to 1)": f"{self.founder.experience:g}",
            "what ties ask back (1 is usual)": f"{self.founder.obligation:g}",
            "effort you may plan per quarter": f"{self.budget:g}",
            "region in question": region,
            "seed of your luck": str(self.seed),
        }


def scenario(assignment: str, student: str) -> Scenario:
    """The case of one student: the same on every computer, today and when it is marked.

    Each part is drawn from a list by a hash (SHA-256) of the assignment, the student number and
    the part's name. Spaces around a number and the case of its letters do not matter.

    Args:
        assignment: Name of the assignment, for example ``05_build_a_portfolio``.
        student: Student number, up to 40 characters that can be seen.

    Raises:
        Hint: The student number is empty or cannot be one.

    Example:
        >>> scenario("05_build_a_portfolio", "s1234567") == scenario(
        ...     "05_build_a_portfolio", " S1234567")
        True
    """
    if is_blank(student):
        raise Hint("STUDENT is empty: write your student number between the quotes and run again")
    if not isinstance(student, str):
        raise Hint(f"STUDENT is {shown(student)}: put quotes around your student number")
    student = student.strip().lower()
    try:
        check_text("STUDENT", student, 40, 1)
    except ValueError as error:
        raise Hint(str(error)) from None

    def one_of(name: str, options: Sequence[Option]) -> Option:
        return options[_draw(assignment, student, name, len(options))]

    return Scenario(
        assignment,
        student,
        seed=_draw(assignment, student, "seed", _SEEDS),
        firm=Firm(one_of("sector", SECTORS), one_of("home market", HOME_MARKETS)),
        founder=Founder(one_of("experience", EXPERIENCE), one_of("obligation", OBLIGATIONS)),
        budget=one_of("budget", BUDGETS),
        region=one_of("region", catalogue.foreign_regions()),
    )


def _draw(assignment: str, student: str, name: str, options: int) -> int:
    """A whole number from 0 to `options` - 1 that follows from the three texts alone."""
    text = "\x1f".join((assignment, student, name))
    return int.from_bytes(sha256(text.encode()).digest()[:8]) % options
