"""Code that reaches where no answer needs to: named for a person to read, and never a mark.

It earns nothing by it (`play`). But whoever tries to read tests, to trace Python or to replace
the kit's functions should be asked about it, and the report says where.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from IPython.core.inputtransformer2 import TransformerManager
from nbformat import NotebookNode

_MODULES = {"builtins", "ctypes", "gc", "inspect", "multiprocessing", "psutil", "ptrace",
            "requests", "signal", "socket", "subprocess", "urllib"}  # fmt: skip
_WORDS = {"__builtins__", "_current_frames", "_getframe", "_showtraceback", "ast_transformers",
          "currentframe", "f_back", "get_objects", "get_referrers", "input_transformers_cleanup",
          "input_transformers_post", "meta_path", "run_ast_nodes", "run_cell", "set_custom_exc",
          "setprofile", "settrace", "showtraceback", "user_ns"}  # fmt: skip
_CALLS = {"_exit", "fork", "forkpty", "kill", "killpg", "popen", "posix_spawn", "system", "write"}
_METHODS = {"__eq__", "__ne__", "__instancecheck__", "__subclasshook__"}
_MOST = 5  # that are named


def reaches(notebook: NotebookNode) -> str:
    """What a notebook's code reaches for, in a few words; empty if nothing.

    Args:
        notebook: A submission.
    """
    found: dict[str, None] = {}
    for cell in notebook.cells:
        if cell.cell_type == "code":
            found |= dict.fromkeys(_of_cell(cell.source))
    return ", ".join(list(found)[:_MOST])


def _of_cell(source: str) -> Iterator[str]:
    try:
        tree = ast.parse(TransformerManager().transform_cell(source))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return
    imported = {name for node in ast.walk(tree) for name in _imported(node)}
    for node in ast.walk(tree):
        yield from (name for name in _imported(node) if name in _MODULES)
        if isinstance(node, ast.Attribute) and node.attr in _WORDS:
            yield node.attr
        elif isinstance(node, ast.Name) and node.id in _WORDS:
            yield node.id
        elif isinstance(node, ast.Attribute) and node.attr in _CALLS and _is(node.value, "os"):
            yield f"os.{node.attr}"
        elif isinstance(node, ast.Attribute) and node.attr == "modules" and _is(node.value, "sys"):
            yield "sys.modules"
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name in _METHODS:
            yield f"an own {node.name}"
        elif isinstance(node, ast.Assign | ast.AugAssign):
            targets: list[ast.expr] = (
                node.targets if isinstance(node, ast.Assign) else [node.target]
            )
            yield from (f"{it} replaced" for it in _replaced(targets, imported))
        elif isinstance(node, ast.Constant) and _is_place(node.value):
            yield str(node.value)[:40]


def _imported(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        for alias in node.names:
            yield (alias.asname or alias.name).partition(".")[0]
    elif isinstance(node, ast.ImportFrom):
        yield (node.module or "").partition(".")[0]
        yield from (alias.asname or alias.name for alias in node.names)


def _is(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name


def _is_place(value: object) -> bool:
    """Whether a text names a folder that is nobody's answer."""
    return isinstance(value, str) and value.startswith(("/proc", "/etc", "/home", "/root"))


def _replaced(targets: list[ast.expr], imported: set[str]) -> Iterator[str]:
    """Functions of imported modules that are given another value."""
    for target in targets:
        base = target.value if isinstance(target, ast.Attribute) else None
        if isinstance(base, ast.Name) and base.id in imported | {"checks", "leverplug"}:
            yield ast.unparse(target)
