"""What came out, a line a measure: of many runs, of one of them, and of a design to compare."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

import ipywidgets
import numpy as np

from leverplug.charts.look import css
from leverplug.model.history import History
from leverplug.outcomes import MEASURES, SHARE, Outcome

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
        body = "".join(_row(outcome, columns) for outcome in MEASURES if outcome.in_lab)
        self.value = (
            f'<div class="{_CLASS}"><style>{_STYLE}</style><table><thead><tr>'
            f'<th scope="col">Outcome</th>{heads}</tr></thead><tbody>{body}</tbody></table></div>'
        )


def _row(outcome: Outcome, columns: Sequence[Column]) -> str:
    histories = {id(each.history): each.history for each in columns}  # one may fill two columns
    measured = {key: outcome.measure(history) for key, history in histories.items()}
    cells = (_cell(outcome, measured[id(each.history)], each.run) for each in columns)
    return f'<tr><th scope="row">{escape(outcome.label)}</th>{"".join(cells)}</tr>'


def _cell(outcome: Outcome, values: np.ndarray, run: int | None) -> str:
    kind = outcome.kind
    if run is not None:
        return f"<td>{escape(kind.one(values[run]))}</td>"
    bar = f'<i style="--p:{100 * np.mean(values):.0f}%"></i>' if kind is SHARE else ""
    return f"<td>{escape(kind.many(values))}{bar}</td>"
