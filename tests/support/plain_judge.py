"""Judges an answer without a kernel and a gradebook: its cells are run one after another.

What a cell earns is nbgrader's own rule, asked of what the cell put out. That takes a tenth of
the time that marking does; a test holds it against nbgrader's marks, cell by cell.

As a program it waits for notebooks (see `Judge`) and judges each in a fork of itself, which has
imported all that notebooks do and has run none.
"""

from __future__ import annotations

import ast
import contextlib
import functools
import hashlib
import io
import json
import os
import pickle
import subprocess
import sys
import warnings
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import nbformat
from IPython.core.inputtransformer2 import TransformerManager
from nbformat import NotebookNode
from nbformat.v4 import new_output
from nbgrader.utils import determine_grade, is_grade


@dataclass(frozen=True)
class Judgement:
    """What became of a notebook.

    Args:
        scores: Marks by grade_id; None where a person marks.
        said: What each cell that failed raised, by grade_id, or its place if it has none.
        case: The student number of the case it took, if it took one.
    """

    scores: dict[str, float | None]
    said: dict[str, str]
    case: str


class Judge:
    """Judges notebooks one by one, in a process of its own, where none can spoil the next."""

    def __init__(self, folder: Path) -> None:
        """Start the process; `folder` is for what it is given and what it remembers."""
        self.folder = folder
        self.process = subprocess.Popen(
            [sys.executable, "-W", "ignore", __file__, str(folder)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip

    def __call__(self, notebook: NotebookNode) -> Judgement:
        """Run a notebook's code cells, hidden tests included, and mark it as nbgrader does."""
        given, judged = self.folder / "given.ipynb", self.folder / "judged.json"
        nbformat.write(notebook, given)
        judged.unlink(missing_ok=True)
        print(given, judged, sep="\t", file=self.process.stdin, flush=True)
        self.process.stdout.readline()
        return Judgement(**json.loads(judged.read_text(encoding="utf-8")))

    def end(self) -> None:
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.wait()


def judge(notebook: NotebookNode) -> Judgement:
    """Run and mark a notebook here."""
    names: dict[str, object] = {"__name__": "__main__"}
    scores, said = {}, {}
    for place, cell in enumerate(notebook.cells):
        grade_id = cell.metadata.get("nbgrader", {}).get("grade_id", f"cell {place}")
        if cell.cell_type == "code":
            cell.outputs = list(_run(cell.source, names))
            errors = [output for output in cell.outputs if output.output_type == "error"]
            if errors:
                said[grade_id] = f"{errors[-1].ename}: {errors[-1].evalue}"
        if is_grade(cell):
            scores[grade_id] = determine_grade(cell)[0]
    return Judgement(scores, said, getattr(names.get("scenario"), "student", ""))


def _run(source: str, names: dict[str, object]) -> Iterator[NotebookNode]:
    """What a cell puts out, as far as marks depend on it: an error, or the value at its end."""
    try:
        tree = ast.parse(TransformerManager().transform_cell(source))
        last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
        with contextlib.redirect_stdout(io.StringIO()):
            exec(compile(tree, "cell", "exec"), names)
            value = last and eval(compile(ast.Expression(last.value), "cell", "eval"), names)
        if value is not None:
            data = {"text/plain": repr(value)}
            yield new_output("execute_result", data, execution_count=1)
    except Exception as error:
        yield new_output("error", ename=type(error).__name__, evalue=str(error), traceback=[])


def _remember_runs(folder: Path) -> None:
    """Simulate each design once: answers to one question have most of theirs in common.

    A history depends on nothing but the arguments, so it may come from a file.
    """
    import leverplug

    simulate = leverplug.simulate

    @functools.wraps(simulate)
    def remembered(*arguments: object, **named: object) -> leverplug.History:
        asked = pickle.dumps((arguments, sorted(named.items())))
        path = folder / hashlib.sha256(asked).hexdigest()
        if not path.exists():
            history = simulate(*arguments, **named)
            path.write_bytes(pickle.dumps(history))
        return pickle.loads(path.read_bytes())

    for name, module in list(sys.modules.items()):
        if name.startswith("leverplug") and getattr(module, "simulate", None) is simulate:
            module.simulate = remembered


def _serve(folder: Path) -> None:
    """Judge what standard input names: a notebook, a tab, and the file for its judgement."""
    import altair  # noqa: F401
    import networkx  # noqa: F401
    import pandas  # noqa: F401

    _remember_runs(folder)  # imports the library, and none of its charts: these set a theme
    warnings.simplefilter("ignore")  # as in a kernel, a warning is no failure
    for line in sys.stdin:
        if os.fork() == 0:
            given, judged = map(Path, line.rstrip("\n").split("\t"))
            judgement = judge(nbformat.read(given, as_version=4))
            judged.write_text(json.dumps(asdict(judgement)), encoding="utf-8")
            os._exit(0)
        os.wait()
        print("judged", flush=True)


if __name__ == "__main__":
    _serve(Path(sys.argv[1]))
