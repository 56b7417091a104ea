"""Which cells hold sentences: an answer in words may stand in a cell of any kind."""

from __future__ import annotations

import ast
import re
from collections import Counter

from assignments.engine.repair import code
from assignments.engine.repair.entries import CODE, Entry

_WORD = re.compile(r"\w+")
_WIDE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")  # no spaces between
_SYMBOLS = re.compile(r"[=(){}\[\]<>_*/+|&%@\\]")
_HEADING_WORDS = 5  # a heading of more may be an answer
_LONGEST = 200_000  # characters that are looked at


def words(text: str) -> list[str]:
    """Words of a text, in languages that do not part them the characters; all small."""
    found = _WORD.findall(text[:_LONGEST].lower())
    return [part for word in found for part in (list(word) if _WIDE.search(word) else [word])]


def normal(text: str) -> str:
    """A text for comparison: whatever stands between its words counts as one space."""
    return " ".join(text.split())


def new_words(text: str, known: str) -> int:
    """How many words of a text are not in another."""
    return sum((Counter(words(text)) - Counter(words(known))).values())


def is_heading(text: str) -> bool:
    """Whether a text is a short heading, line or label and no more."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    marked = all(re.match(r"#{1,6}\s|[*_]{2}.*[*_]{2}:?$|[-=*_]{3,}$", line) for line in lines)
    return marked and len(words(text)) <= _HEADING_WORDS


def prose(entry: Entry) -> str:
    """What a cell says in sentences, as Markdown; empty if it is code or says nothing."""
    if entry.kind != CODE:
        return entry.source if words(entry.source) or entry.attachments else ""
    source = entry.source
    tree = code.parse(source)
    if tree is None:
        return source if _reads_as_prose(source) else ""
    if not tree.body:
        return _comments(source)
    texts = [
        statement.value.value
        for statement in tree.body
        if isinstance(statement, ast.Expr)
        and isinstance(statement.value, ast.Constant)
        and isinstance(statement.value.value, str)
    ]
    return "\n\n".join(texts) if len(texts) == len(tree.body) else ""


def bare_words(entry: Entry) -> set[str]:
    """Words of a code cell that happen to be Python, as `Yes` or `Lever, plug` are."""
    tree = code.parse(entry.source) if entry.kind == CODE and len(entry.source) < 1000 else None
    parts = list(ast.walk(tree)) if tree else []
    kinds = (ast.Module, ast.Expr, ast.Tuple, ast.Name, ast.Load, ast.Constant)
    if not all(isinstance(part, kinds) for part in parts):
        return set()
    return {part.id for part in parts if isinstance(part, ast.Name)}


def _comments(source: str) -> str:
    """Text of a cell of comments, unless it is code that was switched off."""
    lines = [re.sub(r"^\s*#+ ?", "", line) for line in source.splitlines()]
    text = "\n".join(lines).strip()
    tree = code.parse(text)
    switched_off = tree is not None and not all(
        isinstance(part, ast.Expr) and isinstance(part.value, (ast.Name, ast.Constant))
        for part in tree.body
    )
    return "" if switched_off or not words(text) else text


def _reads_as_prose(source: str) -> bool:
    """Whether what is no Python is sentences rather than code with a slip in it."""
    if len(_WIDE.findall(source)) >= 10:
        return True
    symbols = len(_SYMBOLS.findall(source[:_LONGEST]))
    return len(words(source)) >= 3 and symbols <= 0.03 * len(source[:_LONGEST])
