"""The look of every picture: letters, sizes, and colours with one meaning each, light and dark.

Charts are drawn in the light colours. Where a page can follow its reader's choice of light or
dark, each colour becomes a CSS variable with the light one as fallback, so one drawing serves
both. Nothing is said by colour alone: charts add a shape, a dash or a word.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

# What the reader's own system uses for its menus, as the book's theme has it.
FONT = '-apple-system, BlinkMacSystemFont, "Segoe UI", "Helvetica Neue", Arial, sans-serif'
PLAIN_FONT = "Helvetica Neue, Arial, sans-serif"  # where no style sheet speaks
TEXT, SMALL = 13, 12  # px; nothing is smaller, so a chart can be read on a phone
WIDE, NARROW = 720, 340  # px: a page's column on a desk, and on a phone 390 px wide
TURN = 560  # px of column below which a figure is drawn narrow
BACKGROUND = ("#ffffff", "#14181e")  # of the book's pages, light and dark


class Colour(NamedTuple):
    """A colour on a light page and its partner on a dark one."""

    light: str
    dark: str


_INK = Colour("#1f2937", "#e5e7eb")

COLOURS: Mapping[str, Colour] = MappingProxyType(
    {
        # What a tie does.
        "lever": Colour("#00798c", "#35a9bb"),
        "plug": Colour("#c8553d", "#e07a62"),
        # The same two as text, which needs more contrast than a mark.
        "lever_text": Colour("#00697a", "#62c3d2"),
        "plug_text": Colour("#a83f28", "#f09a86"),
        # Channels of ties.
        "personal": Colour("#8a6fb0", "#ab94cf"),
        "business": Colour("#2f6fb7", "#6aa3e0"),
        "institutional": Colour("#4d8b31", "#7fbd62"),
        "other": Colour("#8c6d1f", "#c9a545"),
        # The venture and where it stands.
        "venture": _INK,
        "home": Colour("#6b7280", "#98a2b0"),
        # Sectors of firms; a filled circle and a diamond go with them.
        "traditional": Colour("#475569", "#b4bfcd"),
        "high_tech": Colour("#a8327d", "#e07fbd"),
        # What holds a chart together.
        "ink": _INK,
        "muted": Colour("#4b5563", "#a5afba"),
        "line": Colour("#d9dee3", "#39434f"),
        "ground": Colour(*BACKGROUND),
    }
)

# Colours of marks: each must stand out from either background.
MARKS = ("lever", "plug", "personal", "business", "institutional", "other", "venture", "home",
         "traditional", "high_tech")  # fmt: skip

# Shapes that go with the colours; paths fill a square from -1 to 1.
HEXAGON = "M-1,0L-.5,-.87L.5,-.87L1,0L.5,.87L-.5,.87Z"
SHAPES: Mapping[str, str] = MappingProxyType(
    {
        "personal": "circle",
        "business": "square",
        "institutional": HEXAGON,
        "other": "diamond",
        "traditional": "circle",
        "high_tech": "diamond",
        "lever": "triangle-up",
        "plug": "triangle-down",
    }
)

# Places that say "dark": the book and its theme, JupyterLab and Notebook, Colab, VS Code.
_DARK = ('html[data-theme="dark"]', 'body[data-jp-theme-light="false"]', 'html[theme="dark"]',
         'body[data-vscode-theme-kind="vscode-dark"]')  # fmt: skip
_HEX = re.compile(r"#[0-9a-f]{6}\b")


def light(name: str) -> str:
    """The colour of that name on a light page, as the charts' specifications hold it.

    Example:
        >>> light("lever")
        '#00798c'
    """
    return COLOURS[name].light


def variable(name: str) -> str:
    """Name of the CSS variable that holds a colour."""
    return f"--lp-chart-{name.replace('_', '-')}"


def ink(name: str) -> str:
    """A colour for a drawing in SVG: light or dark, as its page is.

    Example:
        >>> ink("lever")
        'var(--lp-chart-lever, #00798c)'
    """
    return f"var({variable(name)}, {light(name)})"


def with_variables(text: str) -> str:
    """A chart's text (SVG or JSON) with CSS variables in place of the book's colours.

    Example:
        >>> with_variables('fill="#00798c"')
        'fill="var(--lp-chart-lever, #00798c)"'
    """
    names = {colour.light: name for name, colour in COLOURS.items()}

    def exchange(match: re.Match[str]) -> str:
        name = names.get(match[0])
        return match[0] if name is None else f"var({variable(name)}, {match[0]})"

    return _HEX.sub(exchange, text)


def css(scope: str) -> str:
    """Rules that give the variables their light and their dark values inside `scope`.

    Args:
        scope: A CSS selector, such as a class.
    """
    values = [
        ";".join(f"{variable(name)}:{colour[shade]}" for name, colour in COLOURS.items())
        for shade in (0, 1)
    ]
    dark = ",".join(f"{place} {scope}" for place in _DARK)
    paper = scope * 3  # outweighs a dark page, since paper is white
    return (
        f"{scope}{{{values[0]}}}\n{dark}{{{values[1]}}}\n@media print{{{paper}{{{values[0]}}}}}\n"
    )
