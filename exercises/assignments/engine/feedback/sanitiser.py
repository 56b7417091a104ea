"""Cleans HTML by a list of what may stay: nothing that runs, looks elsewhere or asks a host.

Two lists: a short one for what students wrote, and a longer one for the whole page around it.
"""

from __future__ import annotations

import re
from collections import Counter
from html import escape

import nh3

LONGEST = 300_000  # characters of one piece; the sanitiser takes a second for a bad one
DEEPEST = 200  # elements inside one another: its time grows with the square
_TEXT = {"a", "abbr", "b", "br", "code", "del", "em", "i", "ins", "kbd", "mark", "q", "s", "samp",
         "small", "span", "strong", "sub", "sup", "u", "var"}  # fmt: skip
_BLOCKS = {"blockquote", "center", "dd", "details", "div", "dl", "dt", "figcaption", "figure",
           "h1", "h2", "h3", "h4", "h5", "h6", "hr", "img", "li", "ol", "p", "pre", "summary",
           "ul"}  # fmt: skip
_TABLES = {"caption", "col", "colgroup", "table", "tbody", "td", "tfoot", "th", "thead", "tr"}
TAGS = _TEXT | _BLOCKS | _TABLES
_CELL = {"align", "colspan", "rowspan", "scope"}
_OF_ALL = {"class", "dir", "lang", "title"}
ATTRIBUTES = {
    "*": _OF_ALL, "a": {"href"}, "col": {"span"}, "details": {"open"}, "div": {"align"},
    "img": {"alt", "height", "src", "width"}, "li": {"value"}, "ol": {"start", "type"},
    "p": {"align"}, "table": {"border"}, "td": _CELL, "th": _CELL, "tr": {"align"},
}  # fmt: skip
_PAGE_ATTRIBUTES = ATTRIBUTES | {
    "*": _OF_ALL | {"id"}, "a": {"href", "name"}, "span": {"style"},
}  # fmt: skip
_WITHOUT_CONTENT = {"script", "style", "template", "iframe", "object", "noscript", "title"}
_SCHEMES = {"data", "http", "https", "mailto"}
_LINK = re.compile(r"(?:https?://|mailto:|#)", re.IGNORECASE)
_IMAGE = re.compile(r"data:image/(?:png|jpeg|gif|webp|svg\+xml);base64,[A-Za-z0-9+/=\s]*")
# Of tables, of code in colours and of messages; any other could look like a part of the page.
_CLASS = re.compile(r"dataframe|highlight|[a-z][a-z0-9]{0,2}|language-\w+|ansi-[\w-]+|lp-[\w-]+")
_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)")
_ALONE = {"br", "col", "hr", "img", "input", "link", "meta", "wbr"}


def _attribute(tag: str, name: str, value: str) -> str | None:
    """The value of an attribute if it may stay: links that a person follows, pictures inside."""
    if name == "href":
        return value if _LINK.match(value) else None
    if name == "src":
        return value if _IMAGE.fullmatch(value) else None
    if name in {"width", "height"}:
        return value if value.isascii() and value.isdigit() else None
    return value


def _student_attribute(tag: str, name: str, value: str) -> str | None:
    if name == "class":
        return " ".join(word for word in value.split() if _CLASS.fullmatch(word)) or None
    return _attribute(tag, name, value)


_FRAGMENT = nh3.Cleaner(
    tags=TAGS, clean_content_tags=_WITHOUT_CONTENT, attributes=ATTRIBUTES,
    attribute_filter=_student_attribute, url_schemes=_SCHEMES,
)  # fmt: skip
_PAGE = nh3.Cleaner(
    tags=TAGS | {"main", "section"}, clean_content_tags=_WITHOUT_CONTENT,
    attributes=_PAGE_ATTRIBUTES, attribute_filter=_attribute, url_schemes=_SCHEMES,
    filter_style_properties={"background-color", "color"},  # of messages in a terminal's colours
)  # fmt: skip


def clean_html(html: object) -> str:
    """What a student's HTML may show; all of it as text if it is too large to be cleaned.

    Ids go, since a page finds its own fields by them, and classes that the page uses.

    Args:
        html: Text, or bytes as some of nbconvert's templates have it.
    """
    text = html.decode(errors="replace") if isinstance(html, bytes) else str(html)
    if len(text) > LONGEST or _depth(text) > DEEPEST:
        return f"<pre>{escape(text[:LONGEST])}</pre>"
    return _FRAGMENT.clean(text)


def clean_page(html: str) -> str:
    """The inside of a page's body without anything that runs, loads or leads to a script."""
    return _PAGE.clean(html)


def _depth(html: str) -> int:
    """How many elements are open at a time, at most; those that nobody closes count."""
    still_open: Counter[str] = Counter()
    deepest = now = 0
    for closing, tag in _TAG.findall(html):
        name = tag.lower()
        if name in _ALONE:
            continue
        if not closing:
            still_open[name] += 1
            now += 1
        elif still_open[name]:
            still_open[name] -= 1
            now -= 1
        deepest = max(deepest, now)
    return deepest
