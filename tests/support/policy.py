"""The Content-Security-Policy that SECURITY.md gives to hosts, for the book and for its Lab."""

from __future__ import annotations

import re

import contents

ROWS = re.compile(r"^\| `(?P<directive>[a-z-]+)` \| `(?P<allowed>[^`]*)` \|", re.MULTILINE)
LINES = re.compile(r"^Content-Security-Policy: (.*)$", re.MULTILINE)
TEXT = (contents.ROOT / "SECURITY.md").read_text(encoding="utf-8")
BOOK, LAB = LINES.findall(TEXT)


def headers(address: str) -> dict[str, str]:
    """What a strict host sends with a file, given its address below that of the book."""
    return {"Content-Security-Policy": LAB if address.startswith("/lite/") else BOOK}


def directives(line: str) -> dict[str, str]:
    """What a policy allows, by the name of each directive."""
    return dict(each.strip().split(" ", 1) for each in line.split(";"))
