"""Chances of the model as throws of a light and a dark die, read as a number from 11 to 66."""

from __future__ import annotations

import math
import random
from collections.abc import Iterable
from dataclasses import dataclass

from leverplug import catalogue
from leverplug.venture import Founder

FACES = tuple(10 * light + dark for light in range(1, 7) for dark in range(1, 7))
BEADS = 20  # a bead is a twentieth of a stock that runs from 0 to 1
YEARS = 10
HOUSE = ((0, 5), (6, 11), (12, 20))  # beads of the house, from and to
SHARES = ((0, 1 / 3), (1 / 3, 2 / 3), (2 / 3, 1))  # of all beads abroad, on the giant's card


@dataclass(frozen=True)
class Throws:
    """Which throws stand for a chance, and how far they are from it.

    Args:
        chance: The model's chance in a year, 0 to 1.
        faces: Throws that stand for it, of 36 equally likely ones.
    """

    chance: float
    faces: tuple[int, ...]

    @property
    def miss(self) -> float:
        """Chance on paper less the model's; at most half of a thirty-sixth either way."""
        return len(self.faces) / len(FACES) - self.chance

    def __str__(self) -> str:
        if not self.faces:
            return "never"
        first, last = self.faces[0], self.faces[-1]
        return str(first) if first == last else f"{first} to {last}"


def throws(chance: float, *, after: int = 0, top: bool = False) -> Throws:
    """The nearest number of throws to a chance: the lowest ones, or with `top` the highest.

    Args:
        chance: 0 to 1.
        after: Throws to leave to something else first, 0 to 36.
        top: Take them from 66 down.

    Raises:
        ValueError: Too few throws are left for the chance.

    Example:
        >>> str(throws(0.10)), str(throws(0.10, after=4)), str(throws(0.10, top=True))
        ('11 to 14', '15 to 22', '63 to 66')
    """
    wanted = round(chance * len(FACES))
    if not 0 <= wanted <= len(FACES) - after:
        raise ValueError(
            f"chance must lie between 0 and the {len(FACES) - after} throws of {len(FACES)} "
            f"that are left; it is {chance:g}, which takes {wanted}"
        )
    end = len(FACES) - after
    faces = FACES[end - wanted : end] if top else FACES[after : after + wanted]
    return Throws(chance, faces)


def in_a_year(quarters: Iterable[float]) -> float:
    """Chance that something happens in at least one of some quarters.

    Example:
        >>> round(in_a_year([0.5, 0.5]), 2)
        0.75
    """
    return 1 - math.prod(1 - chance for chance in quarters)


def seized() -> dict[tuple[int, int], Throws]:
    """Throws by which an opening is seized, for few, some and many beads of the house.

    The model's readiness of a founder of middling experience with the knowledge of the first day;
    the middle of each band is used.
    """
    m = {name: p.value for name, p in catalogue.parameters().items()}
    experience = Founder().experience
    found = {}
    for low, high in HOUSE:
        house = (low + high) / 2 / BEADS
        odds = (
            m["ready_base"]
            + m["ready_knowledge"] * m["knowledge_start"] * experience
            + m["ready_resources"] * house
            + m["ready_experience"] * (experience - 0.5)
        )
        found[low, high] = throws(1 / (1 + math.exp(-odds)))
    return found


def absorbed(kind: str = "multinational") -> dict[tuple[float, float], Throws]:
    """Throws by which a partner absorbs the venture, by the share of beads on the partner's card.

    That it happens at all is an assumption of the model; the middle of each band is used.
    """
    hazard = catalogue.tie_kinds()[kind]["absorption"]
    return {
        band: throws(in_a_year([hazard * (sum(band) / 2) ** 2] * 4), top=True) for band in SHARES
    }


def luck(seed: int) -> dict[str, tuple[int, ...]]:
    """A throw for every kind of tie and year, and one each for seizing and for absorption.

    Whoever plays with the same sheet meets the same luck.

    Example:
        >>> luck(1)["kin"] == luck(1)["kin"], len(luck(1)["kin"])
        (True, 10)
    """
    rows = (*catalogue.tie_kinds(), "seize", "absorbed")
    return {row: _row(seed, row) for row in rows}


def _row(seed: int, row: str) -> tuple[int, ...]:
    generator = random.Random(f"{seed} {row}")
    return tuple(generator.choice(FACES) for _ in range(YEARS))
