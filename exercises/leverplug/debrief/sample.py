"""A made-up class, to try the board with: nobody handed these in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np

from leverplug import portfolios, record
from leverplug.debrief.archives import File
from leverplug.venture import Tie, Venture

STUDENTS = 24
_SEED = 4711  # of what they expect, not of their luck
_OWN_LUCK = (5, 11, 17)  # students who chose a luck of their own
_ALIKE = (6, 7)  # two who hand in the same


def made_up_class() -> list[File]:
    """The files of 24 made-up students, one of them no record.

    Their designs are those of `leverplug.portfolios`, changed a little, and a few drawn at random.

    Example:
        >>> len(made_up_class())
        25
    """
    noise = np.random.default_rng(_SEED)
    found = []
    for number, design in enumerate(_designs(), start=1):
        first = int(np.clip(noise.normal(45, 22), 0, 100))
        said: dict[str, Any] = {
            "confidence": {"born_global": int(noise.integers(1, 5))},
            "second": {"born_global": int(first * noise.uniform(0.2, 0.9))},
        }
        reasons = {"reasons": "A made-up student gives made-up reasons."}
        seed = number if number in _OWN_LUCK else 1
        text = record.dumps(design, seed, {"born_global": first}, reasons, **said)
        found.append(File(f"Made-up student {number:02}.json", text.encode()))
    return [*found, File("Made-up student 25.pdf", b"%PDF-1.7 made up")]


def _designs() -> Iterator[Venture]:
    """Designs as learners might make them, one for each student."""
    usual = portfolios.standard()
    base = [
        usual, portfolios.easy(), portfolios.holistic(), portfolios.revenue_first(),
        portfolios.learning_first(), portfolios.extensive(), portfolios.deliberate(),
        portfolios.extensive_then_deliberate(), portfolios.with_partner(usual, None),
        portfolios.with_partner(usual, 3), portfolios.obliged(), portfolios.obliged(cut=8),
        portfolios.with_partner(portfolios.easy(), 2, 0.05), portfolios.standard(0.15, 0.05),
        portfolios.standard(0.05, 0.15), portfolios.extensive_then_deliberate(16),
        usual.without_tie("distributor-1"), usual.without_tie("fair-1"),
        replace(usual, ties=tuple(_later(tie) for tie in usual.ties)),
        usual.with_tie(Tie("giant-1", "multinational", 0.2, 9, region="developed")),
    ]  # fmt: skip
    found = [*base, *portfolios.random_portfolios(STUDENTS - len(base), _SEED)]
    found[_ALIKE[1] - 1] = found[_ALIKE[0] - 1]
    for number, design in enumerate(found, start=1):
        founder = replace(design.founder, obligation=1.0)
        yield replace(design, founder=founder, name=f"Made-up venture {number}")


def _later(tie: Tie) -> Tie:
    """The tie, begun two years later."""
    return replace(tie, start=tie.start + 8)
