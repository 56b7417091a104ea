"""Markdown that learners wrote, as HTML that runs nothing, loads nothing and links nowhere.

The text itself is never changed: what is written as HTML is shown as it was typed, a picture as
its description, and a link as its words and its address.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

_TAGS = {
    "blockquote", "br", "code", "em", "hr", "li", "ol", "p", "pre", "strong",
    "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
_LONGEST = 60_000  # characters that are set as Markdown; what is longer is shown as written


def to_html(markdown: str) -> str:
    """Learners' Markdown as clean HTML.

    Args:
        markdown: As it was typed; it may hold HTML, which is shown and never used.

    Returns:
        HTML without scripts, styles, pictures, links, headings or attributes.

    Example:
        >>> to_html("if a < b: *win* <script>")
        '<p>if a &lt; b: <em>win</em> &lt;script&gt;</p>\\n'
    """
    if len(markdown) > _LONGEST:
        return f"<pre>{escape(markdown, quote=False)}</pre>"
    return nh3.clean(_READER.render(markdown), tags=_TAGS, attributes={})


def _picture(
    renderer: RendererHTML, tokens: Sequence[Token], place: int, options: Any, env: Any
) -> str:
    return f"[picture: {escape(tokens[place].content or 'without a description', quote=False)}]"


def _link_end(
    renderer: RendererHTML, tokens: Sequence[Token], place: int, options: Any, env: Any
) -> str:
    depth = 0
    for token in reversed(tokens[: place + 1]):
        depth += {"link_close": 1, "link_open": -1}.get(token.type, 0)
        if token.type == "link_open" and not depth:
            return f" (<code>{escape(str(token.attrGet('href')), quote=False)}</code>)"
    return ""


def _nothing(
    renderer: RendererHTML, tokens: Sequence[Token], place: int, options: Any, env: Any
) -> str:
    return ""


def _heading(
    renderer: RendererHTML, tokens: Sequence[Token], place: int, options: Any, env: Any
) -> str:
    return "<p><strong>" if tokens[place].nesting == 1 else "</strong></p>\n"


def _reader() -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    rules = {"image": _picture, "link_open": _nothing, "link_close": _link_end}
    rules |= {"heading_open": _heading, "heading_close": _heading}  # the page has its own
    for name, rule in rules.items():
        reader.add_render_rule(name, rule)
    return reader


_READER = _reader()
