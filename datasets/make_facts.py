"""Write model_facts.csv: what the model shows of each fact, and in how many of ten seeds.

It takes some minutes. Run it again after a change of the model or of its parameters; a test
says when that is due.

    python datasets/make_facts.py
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

from leverplug.validation import facts
from leverplug.validation.fact import Finding

FILE = Path(__file__).with_name("model_facts.csv")
SEEDS = 10
DIGITS = 4  # significant digits kept
NUMBERS = ("published", "simulated", "low", "high")


def number(value: float | None) -> str:
    """A number as text, empty where there is none."""
    if value is None:
        return ""
    return f"{value:.{DIGITS}g}" if abs(value) < 10**DIGITS else f"{value:.0f}"


def row(fact: Finding, held_in: int | None = None) -> dict[str, str]:
    """One fact as a row of the data set; without the count of seeds if it is not known."""
    cells = {name: number(getattr(fact, name)) for name in NUMBERS}
    cells |= {"id": fact.id, "claim": fact.claim, "kind": fact.kind}
    cells |= {"holds": str(fact.holds).lower()}
    return cells | ({} if held_in is None else {"held_in": str(held_in)})


def main() -> None:
    reports = []
    for seed in range(1, SEEDS + 1):
        print(f"seed {seed} of {SEEDS} ...", file=sys.stderr, flush=True)
        reports.append(facts.report(seed))
    columns = ("id", "claim", "kind", *NUMBERS, "holds", "held_in")
    with FILE.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, columns, lineterminator="\n")
        writer.writeheader()
        for first, *others in zip(*reports, strict=True):
            held = sum(fact.holds for fact in (first, *others))
            writer.writerow(row(first, held))


if __name__ == "__main__":
    main()
