"""Two of nbgrader's steps, changed so that one bad cell of a submission costs only itself.

nbgrader's own execution gives up on the whole notebook when Python ends in it, keeps any amount
of output, and counts a warning in a test cell as a failure. This one does not.
"""

from __future__ import annotations

from time import monotonic
from typing import Any

from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from nbformat.v4 import new_output
from nbgrader.preprocessors import Execute, OverwriteCells
from nbgrader.utils import is_grade, is_solution
from traitlets import Bool, Integer

Result = tuple[NotebookNode, Any]  # a notebook or a cell, and nbgrader's resources

_PYTHON_ENDED = "Python ended here (sys.exit, quit, os._exit, or out of memory)"
_NOT_STOPPING = "an earlier cell does not stop"
_TOLERANCE = 0.1  # seconds by which a wait may end early
_TIMEOUTS = 3  # cells in a row, until the notebook counts as stuck
_TRUNCATION = "\n... the rest of the output was left out: too much of it\n"
_LONGEST_ERROR = 4000  # characters of a message or a line of a traceback


class RobustExecute(Execute):
    """nbgrader's `Execute`, which survives the end of Python and floods of output."""

    most_output = Integer(1_000_000, help="characters kept of a cell's output").tag(config=True)
    # What widgets hold is never marked, and may be large.
    store_widget_state = Bool(False)

    def preprocess(self, nb: NotebookNode, resources: Any = None, km: Any = None) -> Result:
        self._stop_reason, self._timeouts = "", 0
        self._sizes: dict[int, int] = {}
        return super().preprocess(nb, resources, km)

    def preprocess_cell(self, cell: NotebookNode, resources: Any, index: int) -> Result:
        if self._stop_reason:
            return _not_run(cell, self._stop_reason), resources
        start = monotonic()
        try:
            cell, resources = super().preprocess_cell(cell, resources, index)
        except DeadKernelError:
            self._stop_reason = _PYTHON_ENDED
            return _not_run(cell, _PYTHON_ENDED), resources
        except CellTimeoutError:
            _add_error(cell, "CellTimeoutError", "its output did not end")
            if self._ignores_interrupt(cell, monotonic() - start):
                self._stop_reason = _NOT_STOPPING
        self._timeouts = self._timeouts + 1 if timed_out(cell) else 0
        if self._timeouts == _TIMEOUTS:
            self._stop_reason = _NOT_STOPPING
        return cell, resources

    def _ignores_interrupt(self, cell: NotebookNode, seconds: float) -> bool:
        """Whether a cell goes on after its time limit and an interrupt: so will every other's."""
        limit = self.timeout_func(cell) if self.timeout_func else self.timeout
        return bool(limit) and seconds >= limit + self.iopub_timeout - _TOLERANCE

    def on_cell_executed(self, **kwargs: Any) -> None:
        super().on_cell_executed(**kwargs)
        # After `quit()` the kernel still answers for a moment: some cells would run, or all.
        payload = kwargs["execute_reply"]["content"].get("payload") or ()
        if any(part.get("source") == "ask_exit" for part in payload):
            self._stop_reason = _PYTHON_ENDED

    def process_message(self, msg: dict[str, Any], cell: NotebookNode, cell_index: int) -> Any:
        content, kind = msg["content"], msg["msg_type"]
        if kind == "stream":
            # A warning is no failure: nbgrader gives no marks to a test cell with anything on
            # stderr. Errors come another way.
            content["name"] = "stdout"
            content["text"] = self._truncated(content["text"], cell_index)
        elif kind == "error":
            content["evalue"] = content["evalue"][:_LONGEST_ERROR]
            content["traceback"] = [line[:_LONGEST_ERROR] for line in content["traceback"][-30:]]
        elif kind in {"display_data", "execute_result", "update_display_data"}:
            size = sum(len(str(value)) for value in content["data"].values())
            if self._fitting(size, cell_index) < size:
                content["data"] = {"text/plain": _TRUNCATION.strip()}
        return super().process_message(msg, cell, cell_index)

    def _fitting(self, size: int, cell_index: int) -> int:
        """How many of `size` more characters a cell's output may hold, all of which are counted."""
        before = self._sizes.get(cell_index, 0)
        self._sizes[cell_index] = before + size
        return max(0, min(size, self.most_output - before))

    def _truncated(self, text: str, cell_index: int) -> str:
        full = self._sizes.get(cell_index, 0) > self.most_output
        fitting = self._fitting(len(text), cell_index)
        return text if fitting == len(text) else text[:fitting] + ("" if full else _TRUNCATION)


class RestoreCells(OverwriteCells):
    """nbgrader's `OverwriteCells`, which also accepts copied and deleted cells."""

    add_missing_cells = Bool(True)

    def preprocess_cell(self, cell: NotebookNode, resources: Any, cell_index: int) -> Result:
        cell, resources = super().preprocess_cell(cell, resources, cell_index)
        if "grade_id" not in cell.metadata.get("nbgrader", {"grade_id": None}):
            # A copy of a cell, or one that a student invented: nbgrader takes its id away and
            # then fails at the rest of it.
            del cell.metadata["nbgrader"]
        return cell, resources

    def add_missing_grade_cells(self, nb: NotebookNode, resources: Any) -> Result:
        self.restored: list[str] = []
        source = self.gradebook.find_notebook(self.notebook_id, self.assignment_id)
        points = {cell.name: cell.max_score for cell in source.grade_cells}
        answers = {cell.name for cell in source.solution_cells}
        last = -1  # place of the last cell of the source that is there
        for cell in source.source_cells:
            place = _place(nb, cell.name)
            if place is None and cell.name in points:
                place = last + 1
                restored = self.missing_cell_transform(
                    cell, points[cell.name], is_solution=cell.name in answers
                )
                nb.cells.insert(place, restored)
                self.restored.append(cell.name)
                self.log.warning("Missing cell %s was put back", cell.name)
            last = max(last, place) if place is not None else last
        return nb, resources


def timed_out(cell: NotebookNode) -> bool:
    """Whether a cell ran into the time limit."""
    return any(output.get("ename") == "CellTimeoutError" for output in cell.get("outputs", ()))


def _place(nb: NotebookNode, grade_id: str) -> int | None:
    for place, cell in enumerate(nb.cells):
        has_id = cell.metadata.get("nbgrader", {}).get("grade_id") == grade_id
        if has_id and (is_grade(cell) or is_solution(cell)):
            return place
    return None


def _not_run(cell: NotebookNode, why: str) -> NotebookNode:
    if cell.cell_type == "code" and cell.source.strip():
        _add_error(cell, "NotRun", f"This cell was not run to its end: {why}")
    return cell


def _add_error(cell: NotebookNode, name: str, why: str) -> None:
    output = new_output("error", ename=name, evalue=why, traceback=[f"{name}: {why}"])
    cell.outputs = [*cell.get("outputs", []), output]
