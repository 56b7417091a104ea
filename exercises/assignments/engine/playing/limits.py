"""How long a cell may take and how much it may put out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from nbformat import NotebookNode
from traitlets.config import Config

_SECONDS, _GRACE = 60.0, 30.0  # as in nbgrader_config.py


@dataclass(frozen=True)
class Limits:
    """Limits of one notebook's cells.

    Args:
        seconds: Time for a cell.
        grace: Seconds after an interrupt until a cell counts as one that does not stop.
        output: Characters of a cell's output that are kept.
        of_cell: Time in seconds for single cells, by their place, where it is another.
    """

    seconds: float = _SECONDS
    grace: float = _GRACE
    output: int = 1_000_000
    of_cell: Mapping[int, float] = field(default_factory=dict)

    def of(self, place: int) -> float:
        """Seconds for the cell at a place."""
        return self.of_cell.get(place, self.seconds)


def limits_of(config: Config, notebook: NotebookNode) -> Limits:
    """What a course's settings allow the cells of a notebook.

    Args:
        config: With `Execute.timeout`, `Execute.iopub_timeout` (seconds) and, for limits that
            differ by cell, `Execute.timeout_func`, as nbgrader reads them.
        notebook: Whose cells these are.
    """
    settings = config.Execute
    chosen = settings.get("timeout_func")
    of_cell = {}
    if chosen:
        found = {place: chosen(cell) for place, cell in enumerate(notebook.cells)}
        of_cell = {place: float(seconds) for place, seconds in found.items() if seconds}
    seconds = float(settings.get("timeout") or _SECONDS)
    return Limits(seconds, float(settings.get("iopub_timeout") or _GRACE), of_cell=of_cell)
