"""What a chart of the book is: rows from data or results, a drawing of them, a sentence on them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from leverplug.charts.figure import Figure

if TYPE_CHECKING:
    from altair import LayerChart

Row = dict[str, Any]
Rows = dict[str, list[Row]]  # by the name of a data source


@dataclass(frozen=True)
class Chart:
    """One kind of picture, for any rows of its kind.

    Args:
        name: Its name in `leverplug.charts`.
        rows: Gives the rows of each named source; needs NumPy at most.
        draw: Gives the drawing for a width, in px or "container"; needs Altair.
        describe: Gives what the picture of some rows shows, in words.
        live: Whether live labs draw it, so that its specification is compiled for their pages.
    """

    name: str
    rows: Callable[..., Rows]
    draw: Callable[..., LayerChart]
    describe: Callable[[Rows], str]
    live: bool = False

    def figure(self, *args: Any, **options: Any) -> Figure:
        """The still picture of what `rows` takes.

        Example:
            >>> from leverplug import charts
            >>> charts.motives.figure().description[:12]
            'Dot plot of '
        """
        rows = self.rows(*args, **options)
        return Figure(self.draw, rows, self.describe(rows))
