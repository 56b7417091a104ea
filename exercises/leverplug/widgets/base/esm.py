"""One ES module out of several small ones that import each other by relative path.

A browser gets a widget's code as one text. People read it better in parts, so the
parts are ordinary ES modules (`import { x } from "../parts/y.js"`), joined here in the
order in which they are needed. Nothing is minified or renamed: what the browser runs
is what the files say, without the lines that tell types to who works on them.
"""

from __future__ import annotations

import re
from pathlib import Path

_IMPORT = re.compile(r'^import\s+\{[^}]*\}\s+from\s+"(\.[^"]+)";\n', re.MULTILINE)
_TYPES = re.compile(r"^[ \t]*(?:// @ts-check|/\*\* @[^\n]*\*/)\n", re.MULTILINE)
_EXPORT = re.compile(r"^export (?=async function|function|const|class)", re.MULTILINE)
_NAME = re.compile(r"^(?:async function|function|const|let|class)\s+([\w$]+)", re.MULTILINE)


def module(entry: Path) -> str:
    """The text of `entry` and of all it imports, each part once, as one ES module.

    Args:
        entry: The widget's own file; its `export default` is kept.

    Raises:
        ValueError: Two parts give the same name to different things.
    """
    parts: dict[Path, str] = {}
    _collect(entry.resolve(), parts)
    _refuse_shared_names(parts)
    return "\n".join(parts.values())


def _collect(path: Path, parts: dict[Path, str]) -> None:
    if path in parts:
        return
    text = path.read_text(encoding="utf-8")
    for needed in _IMPORT.findall(text):
        _collect((path.parent / needed).resolve(), parts)
    parts[path] = _EXPORT.sub("", _IMPORT.sub("", _TYPES.sub("", text)))


def _refuse_shared_names(parts: dict[Path, str]) -> None:
    owner: dict[str, Path] = {}
    for path, text in parts.items():
        for name in _NAME.findall(text):
            if owner.setdefault(name, path) != path:
                raise ValueError(f"{path.name}, {owner[name].name}: both define {name}, rename one")
