"""Filters of nbconvert's templates: what a student wrote, as HTML that runs nothing.

They stand in the place of nbconvert's own, of the same names, in `nbgrader_config.py`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from html import escape
from typing import Any

from assignments.engine.feedback.sanitiser import ATTRIBUTES, TAGS, clean_html
from IPython.lib.lexers import IPython3Lexer
from jinja2 import pass_context
from jinja2.runtime import Context
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from pygments import highlight  # type: ignore[import-untyped]
from pygments.formatters import HtmlFormatter  # type: ignore[import-untyped]

LONGEST_SOURCE = 40_000  # characters of a cell that are rendered; longer ones are shown as text
_REMEMBERED = 5_000  # characters of a cell that may be kept in mind
_LEXER, _FORMATTER = IPython3Lexer(), HtmlFormatter(cssclass="highlight hl-ipython3")
_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)((?:\"[^\"]*\"|'[^']*'|[^>\"'])*)>")
_ATTRIBUTE = re.compile(r"\s+([a-zA-Z-]+)(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'=<>`]+))?\s*/?")
_TOLERATED = {"id", "name", "style", "target", "rel"}  # left out in silence, not shown as text


class _Renderer(IPythonRenderer):
    """nbconvert's, in which `profit<costs and growth>0` keeps its words: they are no tag."""

    def inline_html(self, html: str) -> str:
        return _with_words(html)

    def block_html(self, html: str) -> str:
        return f"{_with_words(html)}\n"

    def _embed_image_or_attachment(self, src: str) -> str:
        name = src.removeprefix("attachment:")
        if name == src or name in self.attachments:
            return super()._embed_image_or_attachment(src)
        return ""  # a copied cell loses its pictures


@pass_context
def markdown2html(context: Context, source: object) -> str:
    """Markdown as clean HTML, with the pictures that are attached to its cell."""
    cell = context.get("cell") or {}
    return render(str(source), cell.get("attachments") or {})


def render(source: str, attachments: Mapping[str, Any] | None = None) -> str:
    """Markdown as clean HTML; as text where it cannot be rendered.

    Args:
        source: What a student wrote.
        attachments: Pictures by name, as in a notebook's cell.
    """
    if attachments or len(source) >= _REMEMBERED:
        return _rendered(source, attachments or {})
    return _rendered_before(source)


@lru_cache(maxsize=256)  # as for code
def _rendered_before(source: str) -> str:
    return _rendered(source, {})


def _rendered(source: str, attachments: Mapping[str, Any]) -> str:
    if len(source) <= LONGEST_SOURCE:
        renderer = _Renderer(escape=False, exclude_anchor_links=True, attachments=dict(attachments))
        try:
            return clean_html(MarkdownWithMath(renderer=renderer).render(source))
        except Exception:  # of a parser that was fed on purpose
            pass
    return f"<pre>{escape(source)}</pre>"


def highlight_code(source: str, language: object = None, metadata: object = None) -> str:
    """A cell's code in colours, whatever language the notebook claims."""
    if len(source) > LONGEST_SOURCE:
        return f'<div class="highlight"><pre>{escape(source)}</pre></div>'
    colour = _in_colours if len(source) < _REMEMBERED else _in_colours.__wrapped__
    return colour(source)


@lru_cache(maxsize=256)  # most cells are the same in a whole class's notebooks
def _in_colours(source: str) -> str:
    return highlight(source or " ", _LEXER, _FORMATTER)


def _with_words(html: str) -> str:
    """HTML in which what only looks like a tag, or is none that may stay, is text."""
    return _TAG.sub(lambda found: found[0] if _is_tag(found) else escape(found[0]), html)


def _is_tag(found: re.Match[str]) -> bool:
    name, rest = found[2].lower(), found[3]
    if name not in TAGS:
        return False
    may = ATTRIBUTES["*"] | ATTRIBUTES.get(name, set()) | _TOLERATED
    place = 0
    while match := _ATTRIBUTE.match(rest, place):
        if match[1].lower() not in may:
            return False
        place = match.end()
    return not rest[place:].strip(" \t\r\n/")
