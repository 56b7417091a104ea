"""Which cells another cell counts on, and which packages it names: read from the code alone."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from livepages_kernel.notebook_code import to_read


@dataclass
class Names:
    """What a cell does with names.

    Args:
        makes: Names that it gives a value to.
        imports: Those of them that stand for a module or what is in one.
        uses: Names that it reads, its own among them.
        whole: Whether it cannot be told (it has a mistake, or imports everything of a module).
    """

    makes: set[str] = field(default_factory=set)
    imports: set[str] = field(default_factory=set)
    uses: set[str] = field(default_factory=set)
    whole: bool = False


def names_of(source: str) -> Names:
    """The names of a cell; those inside its functions count as its own."""
    found = Names()
    try:
        tree = ast.parse(to_read(source))
    except (SyntaxError, ValueError):
        return Names(whole=True)
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            (found.uses if isinstance(node.ctx, ast.Load) else found.makes).add(node.id)
            if isinstance(node.ctx, ast.Del):
                found.uses.add(node.id)
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            found.makes.add(node.name)
        elif isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name):
            found.uses.add(node.target.id)
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            for alias in node.names:
                found.whole = found.whole or alias.name == "*"
                found.imports.add((alias.asname or alias.name).partition(".")[0])
    found.makes |= found.imports
    return found


def needed(sources: Sequence[str]) -> list[int]:
    """Places of the cells before the last one that it counts on, in order.

    A cell counts on every earlier one that makes a name which it uses, and on every one that
    works with such a name, since that may change what it stands for; and so on backwards. What a
    name of a module stands for is not changed by use.
    """
    *earlier, last = map(names_of, sources)
    wanted = last.uses - set(dir(builtins))
    variables: set[str] = set()  # among what is wanted, names that a cell gives a value to
    for cell in earlier:
        variables |= cell.makes - cell.imports
    found = []
    for place in range(len(earlier) - 1, -1, -1):
        cell = earlier[place]
        if cell.whole or wanted & cell.makes or wanted & cell.uses & variables:
            found.append(place)
            wanted |= cell.uses - set(dir(builtins))
    return found[::-1]


def packages(source: str) -> Iterator[str]:
    """Top-level names of the modules that a cell imports by name."""
    try:
        tree = ast.parse(to_read(source))
    except (SyntaxError, ValueError):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]
