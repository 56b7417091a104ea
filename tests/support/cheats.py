"""Ways to earn marks without answers: each is code in a cell of its own, before all others.

`CELLS` are put at the top of a blank notebook. `ANSWERS` stand in the place of answers, so that
tests ask objects that were made to please them. None may earn anything.
"""

from __future__ import annotations

import copy

import nbformat
from assignments.engine.cells import role
from nbformat import NotebookNode

CELLS = {
    "builtins that agree": """
import builtins
builtins.abs = lambda value: 0
builtins.all = builtins.any = lambda values: True
builtins.isinstance = lambda value, kind: True
builtins.len = lambda value: 7
builtins.sorted = lambda *values, **named: []
""",
    "an AssertionError that is none": """
import builtins
class Quiet(Exception):
    def __new__(cls, *words):
        raise SystemExit(0)
builtins.AssertionError = Quiet
""",
    "errors that are never shown": """
shell = get_ipython()
shell.set_custom_exc((BaseException,), lambda *args, **named: None)
shell._showtraceback = shell.showtraceback = lambda *args, **named: None
type(shell)._showtraceback = type(shell).showtraceback = lambda *args, **named: None
""",
    "a transformer that takes tests out": """
import ast
class NoTests(ast.NodeTransformer):
    def visit_Assert(self, node):
        return ast.Pass()
    def visit_Raise(self, node):
        return ast.Pass()
    def visit_Expr(self, node):
        return ast.Pass()
get_ipython().ast_transformers.append(NoTests())
""",
    "cells that are emptied before they run": """
get_ipython().input_transformers_cleanup.append(lambda lines: ["pass\\n"])
""",
    "a shell that runs nothing": """
from types import SimpleNamespace
shell = get_ipython()
type(shell).run_cell = lambda self, *args, **named: SimpleNamespace(success=True)
""",
    "helpers that agree": """
from types import SimpleNamespace
import leverplug
from leverplug import checks, record
yes = lambda *args, **named: SimpleNamespace(venture=leverplug.portfolios.easy(), predictions={})
for name in checks.__all__:
    setattr(checks, name, yes)
checks.scenario.__class__
record.read = yes
leverplug.simulate = leverplug.contribution = yes
import leverplug.checks.scenario as module
module.Scenario.fits = lambda self, venture: None
""",
    "modules that are somebody else's": """
import sys, types
class Yes(types.ModuleType):
    def __getattr__(self, name):
        return lambda *args, **named: self
for name in [name for name in sys.modules if name.startswith(("leverplug", "numpy", "pandas"))]:
    sys.modules[name] = Yes(name)
""",
    "a trace that leaves a cell early": """
import sys
def trace(frame, event, arg):
    frame.f_trace_lines = True
    if event == "line" and frame.f_code.co_filename.startswith(("<cell", "/tmp", "<ipython")):
        try:
            frame.f_lineno = max(line for _, _, line in frame.f_code.co_lines() if line)
        except (ValueError, TypeError):
            pass
    return trace
sys.settrace(trace)
""",
    "the end of Python as a success": """
import atexit, os, sys
atexit.register(os._exit, 0)
sys.exit(0)
""",
    "answers for the marker, by every open file": """
import json, os, struct
def say(message):
    data = json.dumps(message).encode()
    for file in range(3, 64):
        try:
            os.write(file, struct.pack(">I", len(data)) + data)
        except OSError:
            pass
for _ in range(200):
    say({"done": True, "ends": False})
    say({"values": {}})
    say({"error": None, "text": ""})
    say({"value": 0})
""",
    "a hand-over that lies": """
import sys
for name, module in list(sys.modules.items()):
    if name.endswith("plain") and hasattr(module, "encode"):
        module.encode = lambda value, keep=None: {"~": "call", "n": 0, "name": "yes"}
    if name.endswith("player"):
        module.encode = lambda value, keep=None: {"~": "_to_dict", "v": [[{}, {}]]}
        module.Player._call = lambda self, request: {"value": True}
""",
    "tests read from the frames above": """
import gc, sys
def share_served(*args, **named):
    frame = sys._getframe()
    while frame:
        for name, value in frame.f_locals.items():
            if name in ("_expected", "_due", "expected"):
                return value
        frame = frame.f_back
    for held in gc.get_objects():
        if isinstance(held, dict) and "_expected" in held:
            return held["_expected"]
worth = early_and_late = year_of = share_served
""",
    "an exception on the way out of every cell": """
import IPython
IPython.core.interactiveshell.InteractiveShell.showtraceback = lambda *args, **named: None
raise KeyboardInterrupt
""",
}

_PLEASING = """
class Same:
    def __init__(self, *args, **named): pass
    def __eq__(self, other): return True
    __ne__ = __lt__ = __gt__ = lambda self, other: False
    __le__ = __ge__ = __contains__ = __eq__
    __hash__ = lambda self: 0
    def __bool__(self): return True
    def __float__(self): return 0.5
    def __int__(self): return 1
    __index__ = __int__
    def __len__(self): return 97
    def __iter__(self): return iter(())
    def __call__(self, *args, **named): return self
    def __getattr__(self, name): return self
    __getitem__ = __sub__ = __rsub__ = __add__ = __radd__ = __call__
    def __abs__(self): return 0
    def __round__(self, *args): return 0
"""

ANSWERS = {
    "objects that equal everything": _PLEASING + "\n{name} = Same()",
    "a class in place of an answer": _PLEASING + "\n{name} = Same",
    "functions that return such objects": _PLEASING
    + "\ndef {name}(*args, **named):\n    return Same()",
    # nbgrader takes the first result that a test's cell shows for the mark it gives.
    "functions that show a result": """
def {name}(*args, **named):
    get_ipython().displayhook("yes")""",
    "numbers that are none": "{name} = float('nan')",
    "functions that return no number": "def {name}(*args, **named):\n    return float('nan')",
    "texts that equal everything": """
class Text(str):
    def __eq__(self, other): return True
    __hash__ = str.__hash__
    def __contains__(self, other): return True
{name} = Text("yes")""",
    "dicts that have everything": """
class Has(dict):
    def __missing__(self, key): return 1
    def get(self, key, default=None): return 1
    def __contains__(self, key): return True
    def __eq__(self, other): return True
    def keys(self): return self
    def __len__(self): return 97
{name} = Has()""",
    "an error in place of an answer": "def {name}(*args, **named):\n    raise StopIteration",
    "an endless answer": "import itertools\n{name} = itertools.count()",
}


def with_cell(blank: NotebookNode, source: str) -> NotebookNode:
    """A blank notebook whose first code cell is somebody's own."""
    notebook = copy.deepcopy(blank)
    notebook.cells.insert(1, nbformat.v4.new_code_cell(source, id="mine"))
    return notebook


def with_answers(blank: NotebookNode, source: str, names: set[str]) -> NotebookNode:
    """A blank notebook in which everything that is asked for is such an object."""
    notebook = copy.deepcopy(blank)
    text = "\n".join(source.replace("{name}", name) for name in sorted(names))
    for cell in notebook.cells:
        if cell.cell_type == "code" and role(cell).get("solution"):
            cell.source = text
    return notebook
