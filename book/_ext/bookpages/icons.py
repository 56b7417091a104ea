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
# A character of a style sheet from where Unicode leaves room for a font's own, written or escaped.
DRAWN = re.compile(r"[\ue000-\uf8ff]|\\([ef][0-9a-f]{3})\b")
SOURCE = re.compile(r'url\(([\w./-]+)\.woff2\) format\("woff2"\),url\(\1\.ttf\) format\("truetype"\)')


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
        drawn |= {int(found[1] or f"{ord(found[0]):x}", 16) for found in DRAWN.finditer(kept)}
    for font in static.glob("vendor/fontawesome/webfonts/*.ttf"):
        _cut(font, drawn)


def _cut(path: Path, characters: set[int]) -> None:
    """Write a font with the drawings of some characters alone, packed for the web."""
    font = TTFont(path)
    cutter = subset.Subsetter(subset.Options(hinting=False))
    cutter.populate(unicodes=characters)
    cutter.subset(font)
    font.flavor = "woff"
    font.save(path.with_suffix(".woff"))
