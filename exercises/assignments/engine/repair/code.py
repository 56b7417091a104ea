"""What can be told of code without running it: names, words in it, the student number."""

from __future__ import annotations

import ast
import io
import re
import tokenize
import warnings
from collections.abc import Iterable

_LONGEST = 200_000  # characters of a cell that is parsed
_MAGIC = re.compile(r"^([ \t]*)(?:[%!].*|[^\s#'\"].*(?<!\w)\?|\w[\w.]*\?{1,2})$", re.M)
_ASSIGNED = re.compile(r"^(?:def\s+|class\s+)?([A-Za-z_]\w*)\s*(?:=(?!=)|\(|:\s*$)", re.M)
_NUMBER = re.compile(r"""^STUDENT\s*=\s*(["'])(.{1,40}?)\1""", re.M)
_LONGEST_NUMBER = 40  # characters


def parse(source: str) -> ast.Module | None:
    """A cell's syntax tree, IPython's own commands left out; None if it is no Python."""
    if len(source) > _LONGEST:
        return None
    if source.startswith("%%"):
        source = source.partition("\n")[2]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about escapes in students' strings
        try:
            return ast.parse(source)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            pass
        try:
            return ast.parse(_MAGIC.sub(r"\1pass", source))
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return None


def names(source: str) -> set[str]:
    """Names that a cell gives a value at its outermost level."""
    tree = parse(source)
    if tree is None:
        return set(_ASSIGNED.findall(source[:_LONGEST]))
    found: set[str] = set()
    for statement in tree.body:
        if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            found.add(statement.name)
        else:
            found.update(
                part.id
                for part in ast.walk(statement)
                if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store)
            )
    return found


def gives_nothing(source: str) -> bool:
    """Whether all that code does is to give names the values that stand for none."""
    tree = parse(source)
    return tree is not None and all(
        isinstance(line, ast.Assign)
        and isinstance(line.value, ast.Constant)
        and line.value.value in (..., "", None)
        for line in tree.body
    )


def number(sources: Iterable[str]) -> str:
    """The student number in code cells, as `checks.scenario` reads it; empty if there is none."""
    found = ""
    for source in sources:
        if "STUDENT" not in source:
            continue
        tree = parse(source)
        given = [match[2] for match in _NUMBER.finditer(source)] if tree is None else _given(tree)
        for value in given:
            found = value if 0 < len(value) <= _LONGEST_NUMBER else found
    return found.strip().lower()


def _given(tree: ast.Module) -> list[str]:
    """Texts that STUDENT is given in a cell, outside of functions."""
    values: list[str] = []
    for statement in tree.body:
        targets: list[ast.expr] = []
        if isinstance(statement, ast.Assign):
            targets = statement.targets
        elif isinstance(statement, ast.AnnAssign):
            targets = [statement.target]
        else:
            continue
        named = any(isinstance(target, ast.Name) and target.id == "STUDENT" for target in targets)
        if named and isinstance(statement.value, ast.Constant):
            value = statement.value.value
            values += [value] if isinstance(value, str) else []
    return values


def words_in(source: str, least: int) -> list[str]:
    """Comments and texts in a code cell of at least so many words, as plain text."""
    found, comment = [], ""
    try:
        tokens = list(tokenize.generate_tokens(io.StringIO(source[:_LONGEST]).readline))
    except (tokenize.TokenError, SyntaxError, ValueError):
        tokens = []
    for token in tokens:
        if token.type == tokenize.COMMENT:
            comment += token.string.lstrip("#").strip() + "\n"
        elif token.type == tokenize.STRING:
            found.append(text_of(token.string))
        elif comment and token.type not in (tokenize.NL, tokenize.NEWLINE, tokenize.INDENT):
            found.append(comment)
            comment = ""
    return [text.strip() for text in [*found, comment] if len(text.split()) >= least]


def text_of(literal: str) -> str:
    """The text that a literal stands for."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            value = ast.literal_eval(literal)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ""
    return value if isinstance(value, str) else ""
