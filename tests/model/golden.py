"""Selected results of the model, kept in golden.json so that every Python gives the same.

They hold for the parameters of today. After a change of the model or of its parameters that is
meant, raise `MODEL` in exercises/leverplug/record/form.py, by which records tell models apart;
then write them again and look at what changed:

    python tests/model/golden.py
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from leverplug import outcomes, portfolios, simulate
from leverplug.record.form import MODEL
from leverplug.validation import survey
from leverplug.venture import Capabilities, Change, Firm, Founder, Tie, Venture

FILE = Path(__file__).with_suffix(".json")
TOLERANCE = 1e-9  # of a number of size 1, or a share of a larger one
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
    "drawn": next(portfolios.random_portfolios(1)),
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


def apart(found: dict[str, Any], kept: dict[str, Any]) -> list[str]:
    """What differs between two sets of results: the places of the numbers, and both values."""
    ours, theirs = dict(numbers(found)), dict(numbers(kept))
    places = [place for place in theirs | ours if not close(ours.get(place), theirs.get(place))]
    return [f"{place}: {ours.get(place)}, kept {theirs.get(place)}" for place in places]


def numbers(part: Any, place: str = "") -> Iterator[tuple[str, float]]:
    """All numbers of a nested result, each with its place."""
    if isinstance(part, (dict, list)):
        named = part.items() if isinstance(part, dict) else enumerate(part)
        for name, inner in named:
            yield from numbers(inner, f"{place}, {name}" if place else str(name))
    else:
        yield place, float(part)


def close(ours: float | None, theirs: float | None) -> bool:
    if ours is None or theirs is None:
        return False
    if math.isnan(ours) or math.isnan(theirs):
        return math.isnan(ours) and math.isnan(theirs)
    return abs(ours - theirs) <= TOLERANCE * max(1.0, abs(theirs))


def read(file: Path = FILE) -> tuple[int, dict[str, Any]]:
    """The number of the model that results are kept of, and the results."""
    kept = json.loads(file.read_text(encoding="utf-8"))
    return kept.pop("model"), kept


def write(found: dict[str, Any], model: int, file: Path = FILE) -> bool:
    """Keep results; those that are kept already are left as they are.

    Args:
        found: What `results` gives.
        model: The number of the model that gave them.
        file: Where they are kept.

    Returns:
        Whether anything was written.

    Raises:
        ValueError: They differ from those kept of a model with the same number.
    """
    if file.exists():
        number, kept = read(file)
        different = apart(found, kept)
        if number == model and not different:
            return False
        if number == model:
            raise ValueError(
                f"these are not the results kept of model {model}; numbers that differ: "
                f"{len(different)} ({different[0]}). Raise MODEL in "
                "exercises/leverplug/record/form.py, so that "
                "records made before say that they are of another model, and run this again"
            )
    file.write_text(json.dumps({"model": model} | found, indent=1) + "\n", encoding="utf-8")
    return True


def main() -> int:
    try:
        written = write(results(), MODEL)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"written to {FILE.name}" if written else f"{FILE.name} is as it was")
    return 0


if __name__ == "__main__":
    sys.exit(main())
