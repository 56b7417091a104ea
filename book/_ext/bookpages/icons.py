"""Cuts the theme's icons down to those that the pages show.

FontAwesome brings two thousand drawings, of which a book shows some twenty; all of them would be
most of what a reader waits for before the first page stands.
"""

from __future__ import annotations

import re
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

RULE = re.compile(r'((?:\.fa-[\w-]+:before,?)+)\{content:"([^"]+)"\}')
NAME = re.compile(r"\bfa-[\w-]+")
# What a style sheet writes before an element: one character, escaped or not.
WRITTEN = re.compile(r'"(?:\\([0-9a-f]{2,4}) ?|\\?(.))"')
SOURCE = re.compile(
    r'url\(([\w./-]+)\.woff2\) format\("woff2"\),url\(\1\.ttf\) format\("truetype"\)'
)


def keep_used(site: Path) -> None:
    """Keep the drawings and the rules of the icons that pages, scripts and style sheets name.

    Args:
        site: The finished site, with the fonts as the theme copied them.
    """
    static = site / "_static"
    named: set[str] = set()
    for path in [*site.rglob("*.html"), *static.glob("scripts/*.js"), *static.glob("*.js")]:
        named |= {*NAME.findall(path.read_text(encoding="utf-8"))}

    def if_named(rule: re.Match[str]) -> str:
        return rule[0] if named & {*NAME.findall(rule[1])} else ""

    drawn: set[int] = set()
    for sheet in static.rglob("*.css"):
        text = sheet.read_text(encoding="utf-8")
        kept = SOURCE.sub(r'url(\1.woff) format("woff")', RULE.sub(if_named, text))
        if kept != text:
            sheet.write_text(kept, encoding="utf-8")
        drawn |= {character(*found) for found in WRITTEN.findall(kept)}
    for font in static.glob("vendor/fontawesome/webfonts/*.ttf"):
        _cut(font, drawn)


def character(escaped: str, itself: str) -> int:
    """The code point of what `WRITTEN` found."""
    return int(escaped, 16) if escaped else ord(itself)


def _cut(path: Path, characters: set[int]) -> None:
    """Write a font with the drawings of some characters alone, packed for the web."""
    font = TTFont(path)
    cutter = subset.Subsetter(subset.Options(hinting=False))
    cutter.populate(unicodes=characters)
    cutter.subset(font)
    font.flavor = "woff"
    font.save(path.with_suffix(".woff"))
