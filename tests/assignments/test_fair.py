"""Every student's case of *Build a portfolio* can be solved, and none solves itself."""

from dataclasses import replace
from itertools import product

import pytest
from assignments.engine.build import SOLUTION
from coursework import Made
from leverplug import Firm, Founder, catalogue, checks, record, simulate
from leverplug.checks.scenario import BUDGETS, EXPERIENCE, HOME_MARKETS, OBLIGATIONS, SECTORS

NAME = "05_build_a_portfolio"
TARGET, OTHER_LUCK = 0.80, 0.75  # what the notebook asks for, and what it is judged by
RUNS = 200
HARD = (min(EXPERIENCE), max(OBLIGATIONS), min(BUDGETS))
KIND = (max(EXPERIENCE), min(OBLIGATIONS), max(BUDGETS))
CASES = list(product(SECTORS, HOME_MARKETS, catalogue.foreign_regions(), (HARD, KIND)))


def designs(made: Made, case: checks.Scenario) -> tuple:
    """The start that the notebook gives, and its solution, for a case."""
    here = {"scenario": case}
    cells = [cell for cell in made.notebook(SOLUTION, NAME).cells if cell.cell_type == "code"]
    wanted = ("import numpy", "people_you_know = ", "# record.code(")
    for start in wanted:
        (cell,) = [cell for cell in cells if cell.source.startswith(start)]
        exec(cell.source, here)
    return here["people_you_know"], record.read(here["RECORD"]).venture


@pytest.mark.parametrize("case", CASES, ids=lambda case: "-".join(map(str, case)))
def test_a_case_is_neither_hopeless_nor_a_gift(case, made, capsys):
    sector, home, region, (experience, obligation, budget) = case
    scenario = replace(
        checks.scenario(NAME, "s1"),
        firm=Firm(sector, home), founder=Founder(experience, obligation),
        budget=budget, region=region,
    )  # fmt: skip
    start, solved = designs(made, scenario)
    checks.within_budget(solved, budget)
    place = list(catalogue.foreign_regions()).index(region)
    for seed in (scenario.seed, *scenario.grading_seeds(2)):
        assert simulate(solved, RUNS, seed).present[-1, place].mean() >= TARGET
        assert simulate(start, RUNS, seed).present[-1, place].mean() < OTHER_LUCK
