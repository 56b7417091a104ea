"""The class as a table for a spreadsheet: a line a student, and nothing that a spreadsheet runs."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from io import StringIO

from leverplug.debrief.ranks import QUADRANTS
from leverplug.debrief.results import Results
from leverplug.debrief.view import View
from leverplug.record.cells import harmless

_HEAD = (
    "record", "name", "venture", "scenario", "seed", "ties", "choice_wins_of_100",
    "luck_of_100_lives_below", "in_words", "own_life_sold_abroad", "expected_of_100", "came_of_100",
    "confidence", "second_answer", "file", "remarks",
)  # fmt: skip
_NAMES = {"name", "venture", "seed", "file"}  # a seed may be a student's number


def _columns(view: View) -> list[str]:
    return [name for name in _HEAD if view.names or name not in _NAMES]


HEADS = tuple(",".join(_columns(View(names))) for names in (True, False))  # first lines of files


def table(worked_out: Sequence[Results], view: View) -> str:
    """A line for each student, as CSV with a byte order mark, so that Excel reads it as UTF-8.

    Args:
        worked_out: Results of each scenario, with ranks.
        view: Without names, the columns that may hold one are left out.
    """
    text = StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    columns = _columns(view)
    writer.writerow(columns)
    for results in worked_out:
        rows = list(_rows(results))
        if view.names:
            rows.sort(key=lambda row: str(row["name"]).casefold())
        for row in rows:
            writer.writerow([_cell(row[name]) for name in columns])
    return "\ufeff" + text.getvalue()


def _cell(value: object) -> object:
    """A value in one line that no spreadsheet runs."""
    if isinstance(value, str):
        value = " ".join(value.replace("\0", "").split("\n"))
    return harmless(value)


def _rows(results: Results) -> Iterator[dict[str, object]]:
    ranks = results.ranks
    assert ranks is not None
    said = {one.place: one for one in results.expectations.all} if results.expectations else {}
    for place, entry in enumerate(results.group.entries):
        one = said.get(place)
        yield {
            "record": entry.alias, "name": entry.name, "venture": entry.record.venture.name,
            "scenario": results.group.number, "seed": entry.record.seed,
            "ties": len(entry.design.ties), "choice_wins_of_100": round(ranks.choice[place], 1),
            "luck_of_100_lives_below": round(ranks.luck[place], 1),
            "in_words": QUADRANTS[int(ranks.quadrants[place])],
            "own_life_sold_abroad": round(ranks.own[place], 1),
            "expected_of_100": one.first if one else "",
            "came_of_100": round(one.came, 1) if one else "",
            "confidence": one.sure if one and one.sure else "",
            "second_answer": one.second if one and one.second is not None else "",
            "file": entry.source, "remarks": "; ".join(entry.remarks),
        }  # fmt: skip
