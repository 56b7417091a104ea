"""Every record in a line, and what was not read or set aside."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from leverplug.debrief.archives import Refused
from leverplug.debrief.pictures import svg
from leverplug.debrief.results import Results
from leverplug.debrief.view import View

ANCHOR = "lpd-"  # before the alias: where a record is shown by itself


def draw(results: Results, view: View) -> str:
    """A table of all records; each alias is a link to the record by itself."""
    ranks, entries = results.ranks, results.group.entries
    assert ranks is not None
    expected = {one.place: one for one in results.expectations.all} if results.expectations else {}
    rows = []
    for place, entry in enumerate(entries):
        one = expected.get(place)
        row = [
            f'<a class="lpd-open" href="#{ANCHOR}{entry.alias}">{entry.alias}</a>',
            *([view.name(entry), escape(entry.record.venture.name)] if view.names else []),
            str(len(entry.design.ties)), f"{ranks.choice[place]:.0f}", f"{ranks.luck[place]:.0f}",
            f"{ranks.own[place]:,.0f}", f"{one.first:.0f}" if one else "–",
            f"{one.came:.0f}" if one else "–", escape("; ".join(entry.remarks)),
        ]  # fmt: skip
        rows.append(row)
    names = ("name", "venture") if view.names else ()
    head = ("record", *names, "ties", "choice", "luck", "own life", "expected", "came", "remarks")
    return svg.table(head, rows, "Every record", unfolded=True)


def unread(refused: Sequence[Refused], view: View) -> str:
    """What was not read, with the reason; without names only how many."""
    if not refused:
        return "<p>Everything that was handed in could be read.</p>"
    count = f"{len(refused):,} {'file was' if len(refused) == 1 else 'files were'} not read"
    if not view.names:
        return f"<p>{count}.</p>"
    rows = [(escape(one.name), escape(one.reason)) for one in refused]
    return f"<p><b>{count}.</b></p>" + svg.table(("file", "why"), rows, "What was not read")


def asides(told: Sequence[str]) -> str:
    """What was set aside or is worth a word; HTML already."""
    return f"<ul>{''.join(f'<li>{words}</li>' for words in told)}</ul>" if told else ""
