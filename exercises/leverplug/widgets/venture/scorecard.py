"""What came out, in six lines: of many draws of luck, of one run, and of a design to compare."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from typing import NamedTuple

import ipywidgets
import numpy as np

from leverplug import outcomes
from leverplug.charts.look import css
from leverplug.model.history import History

_CLASS = "lp-score"
_STYLE = f"""{css(f".{_CLASS}")}
.{_CLASS}{{overflow-x:auto}}
.{_CLASS} table{{border-collapse:collapse;width:100%;font-size:13.5px;line-height:1.4;margin:0;
font-variant-numeric:tabular-nums;color:var(--lp-chart-ink)}}
.{_CLASS} th,.{_CLASS} td{{padding:5px 12px 5px 0;text-align:left;vertical-align:top;
border:0;border-bottom:1px solid var(--lp-chart-line);background:transparent}}
.{_CLASS} thead th{{color:var(--lp-chart-muted);font-weight:600;overflow-wrap:anywhere}}
.{_CLASS} tbody th{{font-weight:500}}
.{_CLASS} i{{display:block;height:5px;width:90px;max-width:100%;margin-top:2px;border-radius:3px;
background:linear-gradient(to right,var(--lp-chart-lever) var(--p),var(--lp-chart-line) var(--p))}}
"""


class Line(NamedTuple):
    """One outcome: its name, its value in each run, and how it is said."""

    label: str
    measure: Callable[[History], np.ndarray]
    of_all: Callable[[np.ndarray], str]
    of_one: Callable[[float], str]


def _first(quarters: np.ndarray) -> str:
    never = round(100 * float(np.isnan(quarters).mean()))
    if never == 100:
        return "never"
    words = f"quarter {np.nanmedian(quarters):.0f}"
    return f"{words} (never in {never} of 100)" if never else words


def _share(yes: np.ndarray) -> str:
    return f"{100 * np.mean(yes):.0f} of 100 runs"


def _yes(value: float) -> str:
    return "yes" if value else "no"


def _sales(values: np.ndarray) -> str:
    low, middle, high = np.percentile(values, (10, 50, 90))
    return f"{middle:.0f} ({low:.0f} to {high:.0f})"


LINES = (
    Line(
        "First sale abroad (median)",
        outcomes.first_export,
        _first,
        lambda quarter: "never" if np.isnan(quarter) else f"quarter {quarter:.0f}",
    ),
    Line(
        f"Born global: {outcomes.BORN_GLOBAL_SHARE:.0%} of sales abroad within "
        f"{outcomes.BORN_GLOBAL_YEARS:g} years",
        outcomes.born_global,
        _share,
        _yes,
    ),
    Line(
        "Markets abroad after ten years (mean of 4)",
        outcomes.scope,
        lambda n: f"{n.mean():.1f}",
        lambda n: f"{n:.0f}",
    ),
    Line("Still on its own after ten years", outcomes.survived, _share, _yes),
    Line("De-internationalised on the way", outcomes.de_internationalised, _share, _yes),
    Line(
        "Foreign sales after ten years: median (8 runs in 10)",
        outcomes.foreign_sales_at(40),
        _sales,
        lambda sales: f"{sales:.0f}",
    ),
)


class Column(NamedTuple):
    """A heading and a history; with `run`, only that run of it (counted from 0)."""

    heading: str
    history: History
    run: int | None = None


class Scorecard(ipywidgets.HTML):
    """The outcomes of one or more histories side by side, as a table."""

    def show(self, columns: Sequence[Column]) -> None:
        """Fill the table, one column each."""
        heads = "".join(f'<th scope="col">{escape(column.heading)}</th>' for column in columns)
        body = "".join(
            f'<tr><th scope="row">{escape(line.label)}</th>'
            f"{''.join(_cell(line, column) for column in columns)}</tr>"
            for line in LINES
        )
        self.value = (
            f'<div class="{_CLASS}"><style>{_STYLE}</style><table><thead><tr>'
            f'<th scope="col">Outcome</th>{heads}</tr></thead><tbody>{body}</tbody></table></div>'
        )

    def poster(self) -> str:
        """The table as it is, with the margins of a live one."""
        return f'<div style="margin:2px">{self.value}</div>'


def _cell(line: Line, column: Column) -> str:
    values = line.measure(column.history)
    if column.run is not None:
        return f"<td>{escape(line.of_one(values[column.run]))}</td>"
    bar = ""
    if line.of_all is _share:
        bar = f'<i style="--p:{100 * np.mean(values):.0f}%"></i>'
    return f"<td>{escape(line.of_all(values))}{bar}</td>"
