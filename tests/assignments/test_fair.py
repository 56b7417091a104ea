"""Every student's case of *Build a portfolio* can be solved, and none solves itself."""

from dataclasses import replace
from itertools import product

import pytest
from assignments.engine.build import SOLUTION
from examples import FULL
from leverplug import Firm, Founder, catalogue, checks, record, simulate
from leverplug.checks.scenario import BUDGETS, EXPERIENCE, HOME_MARKETS, OBLIGATIONS, SECTORS

NAME = "05_build_a_portfolio"
TARGET, OTHER_LUCK = 0.80, 0.75  # what the notebook asks for, and what it is judged by
RUNS = 200
# The smallest and the largest, and in `make test-full` those between.
MARKETS = HOME_MARKETS if FULL else (HOME_MARKETS[0], HOME_MARKETS[-1])
HARD = (min(EXPERIENCE), max(OBLIGATIONS), min(BUDGETS))
KIND = (max(EXPERIENCE), min(OBLIGATIONS), max(BUDGETS))


@pytest.fixture(scope="module")
def code(made) -> list[str]:
    """The cells that give a start, and solve the case."""
    cells = [cell for cell in made.notebook(SOLUTION, NAME).cells if cell.cell_type == "code"]
    found = []
    for start in ("import numpy", "people_you_know = ", "# record.code("):
        (cell,) = [cell for cell in cells if cell.source.startswith(start)]
        found.append(cell.source)
    return found


def served(case: checks.Scenario, design: object) -> list[float]:
    """Share of draws in which the case's region is served at the end, by the student's luck and
    the marker's."""
    place = list(catalogue.foreign_regions()).index(case.region)
    seeds = (case.seed, *case.grading_seeds(2))
    return [simulate(design, RUNS, seed).present[-1, place].mean() for seed in seeds]


@pytest.mark.parametrize(("experience", "obligation", "budget"), [HARD, KIND], ids=["hard", "kind"])
def test_a_case_is_neither_hopeless_nor_a_gift(experience, obligation, budget, code, capsys):
    unfair = []
    for sector, home, region in product(SECTORS, MARKETS, catalogue.foreign_regions()):
        case = replace(
            checks.scenario(NAME, "s1"),
            firm=Firm(sector, home), founder=Founder(experience, obligation),
            budget=budget, region=region,
        )  # fmt: skip
        here = {"scenario": case}
        for cell in code:
            exec(cell, here)
        solved = record.read(here["RECORD"]).venture
        checks.within_budget(solved, budget)
        shares = served(case, solved), served(case, here["people_you_know"])
        if min(shares[0]) < TARGET or max(shares[1]) >= OTHER_LUCK:
            unfair.append((sector, home, region, shares))
    assert unfair == []
