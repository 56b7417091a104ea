"""The board as one HTML file that opens anywhere, without a network and without scripts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from types import MappingProxyType

from leverplug.charts.look import COLOURS, FONT, css, variable
from leverplug.debrief import board
from leverplug.debrief.groups import Group
from leverplug.debrief.intake import Intake
from leverplug.debrief.pictures import one, records
from leverplug.debrief.results import Results
from leverplug.debrief.view import View

MARK = "<!-- leverplug debrief -->"  # of files that the command wrote and may write again
MOST_DETAILS = 60  # records of a group that are also shown one by one
_PAGE = """
body{margin:0 auto;max-width:1240px;padding:1.2em;background:var(--lp-chart-ground);
font-family:%s}
h1{font-size:2.1em;line-height:1.15;margin:.2em 0 .4em}
h2{font-size:1.7em;margin:1.4em 0 .4em}
.lpd-note{color:var(--lp-chart-muted)}
@media(max-width:480px){body{padding:.5em}}
@media print{details:not([open])>*{display:none}body{max-width:none;padding:0}}
"""


def report(
    intake: Intake, worked_out: Sequence[Results], view: View, *, title: str = "Debrief",
    details: Mapping[str, str] = MappingProxyType({}),
) -> str:  # fmt: skip
    """One HTML file of a class.

    Args:
        intake: What was handed in.
        worked_out: Results of each scenario, the largest first.
        view: Whether names are shown.
        title: Of the file, plain text; not shown without names.
        details: HTML of records by themselves, as `details` draws them.
    """
    groups = [results.group for results in worked_out]
    content = "".join(_group(intake, each, groups, view, details) for each in worked_out)
    if not worked_out:
        content = "<p>No record could be read.</p>" + records.unread(intake.unread, view)
    content += "".join(section.whole() for section in board.answered(intake, view))
    name = escape(title) if view.names else "The class"
    note = "Holds names: for the instructor alone." if view.names else "Without names."
    return (
        f'<!doctype html>{MARK}<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        '<meta name="robots" content="noindex"><meta name="color-scheme" content="light dark">'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        "style-src 'unsafe-inline'\">"
        f"<title>{name}: Levers and Plugs</title><style>{style()}</style></head>"
        f'<body class="lpd-board"><main><h1>{name}</h1><p class="lpd-note">{note}</p>'
        f"{content}</main></body></html>\n"
    )


def style() -> str:
    """The style sheet of a file of its own, light or dark as its reader's system is."""
    dark = ";".join(f"{variable(name)}:{colour.dark}" for name, colour in COLOURS.items())
    return (
        css(".lpd-board") + f"@media screen and (prefers-color-scheme:dark){{.lpd-board{{{dark}}}}}"
        + board.STYLE.read_text(encoding="utf-8") + _PAGE % FONT
    )  # fmt: skip


def details(worked_out: Sequence[Results], view: View) -> Iterator[tuple[str, str]]:
    """Each record by itself, one after the other, of groups in which they are not too many.

    Returns:
        The alias and the HTML; the model is run again for each, which takes a moment.
    """
    for results in worked_out:
        if len(results.group.entries) <= MOST_DETAILS:
            for place, entry in enumerate(results.group.entries):
                yield entry.alias, one.draw(results, place, view)


def _group(
    intake: Intake, results: Results, groups: Sequence[Group], view: View,
    drawn: Mapping[str, str],
) -> str:  # fmt: skip
    heading = ""
    if len(groups) > 1 or results.group.code:
        heading = f"<h2>{view.title(results.group, len(groups))}</h2>"
    head = board.head(intake, results.group, groups, view)
    parts = "".join(section.whole() for section in board.sections(results, view))
    each = _each(results, view, drawn)
    return f"{heading}{head.whole()}{parts}{each}{board.how(results, view)}"


def _each(results: Results, view: View, drawn: Mapping[str, str]) -> str:
    """Records by themselves, folded."""
    folded = "".join(
        f"<details><summary>{view.who(entry)}</summary>"
        f'<div id="{records.ANCHOR}{entry.alias}">{drawn[entry.alias]}</div></details>'
        for entry in results.group.entries
        if entry.alias in drawn
    )
    return f'<section class="lpd-section"><h3>One by one</h3>{folded}</section>' if folded else ""
