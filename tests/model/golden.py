"""Selected results of the model, kept in golden.json so that every Python gives the same.

They hold for the parameters of today. After a change of the model or of its parameters that is
meant, write them again and look at what changed:

    python tests/model/golden.py
"""

from __future__ import annotations

import json
from pathlib import Path

from leverplug import facts, outcomes, portfolios, simulate, survey
from leverplug.venture import Capabilities, Change, Firm, Founder, Tie, Venture

FILE = Path(__file__).with_suffix(".json")
QUARTERS = (0, 7, 19, 39)  # in which the course of a run is looked at
RUNS = (0, 1, 511, 512, 599)  # the first and last of a block of luck, and of the next
SERIES = ("foreign_sales", "home_sales", "foreign_intensity", "foreign_resources",
          "organisational", "knowledge", "legitimacy", "cash", "effort_used",
          "obligations")  # fmt: skip
EVERYTHING = Venture(
    firm=Firm("high_tech", 0.2),
    founder=Founder(0.7, 1.5),
    capabilities=Capabilities(0.1, 0.1, 0.6),
    ties=(
        Tie("kin-1", "kin", 0.1, end=20),
        Tie("fair-1", "trade_fair", 0.1, region="close", changes=(Change(9, 0.15),)),
        Tie("fair-2", "trade_fair", 0.08, start=5, region="close"),
        Tie("giant-1", "multinational", 0.15, start=9, region="developed"),
        Tie("council-1", "trade_council", 0.1),
        Tie("online-1", "online_community", 0.08),
    ),
    links=(("kin-1", "online-1"), ("fair-1", "fair-2")),
)
DESIGNS = {
    "no ties": Venture(),
    "everything": EVERYTHING,
    "standard": portfolios.standard(),
    "switch": portfolios.extensive_then_deliberate(),
    "obliged": portfolios.obliged(1.5, cut=20),
    "drawn": next(facts.random_portfolios(1)),
}


def course(design: Venture) -> dict:
    """Scores, means and the course of some runs of a design, with seed 7."""
    history = simulate(design, max(RUNS) + 1, seed=7)
    found: dict = {"scorecard": outcomes.scorecard(history)}
    for name in SERIES:
        series = getattr(history, name)
        found[name] = series[QUARTERS, :][:, RUNS].tolist()
        found[f"{name}, mean"] = series[QUARTERS, :].mean(1).tolist()
    return found


def results() -> dict:
    """Everything that is kept: courses of designs, and the tables of three virtual surveys."""
    surveys = survey.virtual_surveys(3, seed=7)
    tables = {name: values.tolist() for name, values in surveys.items()}
    return {name: course(design) for name, design in DESIGNS.items()} | {"surveys": tables}


if __name__ == "__main__":
    FILE.write_text(json.dumps(results(), indent=1) + "\n", encoding="utf-8")
    print(f"written to {FILE.name}")
