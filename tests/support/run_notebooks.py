"""Runs notebooks one after another in one process and says which cells raised.

python run_notebooks.py NOTEBOOK ...     prints a JSON list: notebook, cell, error
"""

import json
import os
import sys
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

from IPython.core.interactiveshell import InteractiveShell


def run(path: Path) -> list[tuple[str, int, str]]:
    """Run the code cells of a notebook; return those that raised."""
    shell = InteractiveShell.instance()
    shell.reset(new_session=True)
    failed = []
    cells = [c for c in json.loads(path.read_text("utf-8"))["cells"] if c["cell_type"] == "code"]
    os.chdir(path.parent)
    for number, cell in enumerate(cells):
        source = cell["source"] if isinstance(cell["source"], str) else "".join(cell["source"])
        with redirect_stdout(StringIO()), redirect_stderr(StringIO()):
            done = shell.run_cell(source)
        error = done.error_before_exec or done.error_in_exec
        if error:
            failed.append((path.name, number, repr(error)))
    return failed


if __name__ == "__main__":
    paths = [Path(name).resolve() for name in sys.argv[1:]]
    print(json.dumps([failure for path in paths for failure in run(path)]))
