"""Joins the built pages of the book into one page, with a title and a table of contents."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path
from urllib.parse import urldefrag, urlsplit

import yaml
from bs4 import BeautifulSoup, Tag

HERE = Path(__file__).parent
SUBTITLE = "How born-global ventures network their way abroad"
NOTICE = (
    "This is the book on paper: its labs stand still as they begin. "
    "In a browser they run. Text and data: CC BY 4.0. Code: MIT licence."
)
# Links of the theme, and questions that stand in an earlier chapter already.
NEEDLESS = "link, a.headerlink, .looking-back"
CONTENTS = "contents"  # the name of the table of contents, among those of the pages
# Attributes that name elements by their id, one or several.
_NAMING = ("for", "headers", "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns")
_DRAWN = re.compile(r"url\(\s*['\"]?#([^'\")]+)['\"]?\s*\)")


@dataclass(frozen=True)
class Leaf:
    """One built page: its name in `_toc.yml`, the part it opens (or ""), and what it holds."""

    name: str
    part: str
    soup: BeautifulSoup

    @property
    def title(self) -> str:
        """Its heading, without the link that the theme puts behind it."""
        return self.article.find("h1").find(string=True).strip()

    @property
    def article(self) -> Tag:
        """What is to be read, without the theme's frame."""
        return self.soup.select_one("article.bd-article")


def leaves(site: Path, toc: dict) -> list[Leaf]:
    """The pages of the book in order.

    Args:
        site: Folder of the built book.
        toc: What `_toc.yml` says.

    Raises:
        FileNotFoundError: A page is not in the built book.
    """

    def leaf(name: str, part: str = "") -> Leaf:
        file = site / f"{name}.html"
        if not file.is_file():
            raise FileNotFoundError(f"the built book has no {name}.html: build it (make html)")
        soup = BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser")
        return Leaf(name, part, soup)

    found = [leaf(toc["root"])]
    for part in toc["parts"]:
        names = [chapter["file"] for chapter in part["chapters"]]
        found += [leaf(name, "" if at else part["caption"]) for at, name in enumerate(names)]
    return found


def place(name: str, anchor: str = "") -> str:
    """The id in the one page of a page, or of something on it.

    Example:
        >>> place("book/lever_plug/whose_help", "survey")
        'book-lever_plug-whose_help--survey'
    """
    return name.replace("/", "-") + (f"--{anchor}" if anchor else "")


def join(book: list[Leaf], title: str, author: str, version: str) -> str:
    """The one page, as HTML that asks for files at the root of the site."""
    names = {leaf.name for leaf in book}
    styles = dict.fromkeys(path for leaf in book for path in _styles(leaf))
    for leaf in book:
        for needless in leaf.article.select(NEEDLESS):
            needless.decompose()
        _rename(leaf)
        _lead(leaf, names)
    articles = "".join(
        f'<div id="{place(leaf.name)}" class="leaf">{leaf.article}</div>' for leaf in book
    )
    return (
        f'<!DOCTYPE html><html lang="{book[0].soup.html["lang"]}" data-theme="light"'
        f' data-mode="light"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<meta name="author" content="{escape(author)}">'
        + "".join(f'<link rel="stylesheet" href="{escape(path)}">' for path in styles)
        + f"<style>{(HERE / 'print.css').read_text(encoding='utf-8')}</style></head>"
        f'<body><main class="bd-main"><div class="bd-content"><div class="bd-article-container">'
        f"{_title_page(title, author, version)}{_contents(book)}{articles}"
        "</div></div></main></body></html>"
    )


def _title_page(title: str, author: str, version: str) -> str:
    return (
        f'<header class="title-page"><p class="title">{escape(title)}</p><p>{SUBTITLE}</p>'
        f'<p>{escape(author)}</p><p class="small">Version {escape(version)}. {NOTICE}</p></header>'
    )


def _contents(book: list[Leaf]) -> str:
    """Titles by part, each with a place for the number of its page."""
    lines = []
    for leaf in book:
        if leaf.part:
            lines.append(f'<li class="part">{escape(leaf.part)}</li>')
        here = place(leaf.name)
        lines.append(
            f'<li><a href="#{here}">{escape(leaf.title)}</a> <span class="page" data-of="{here}">'
            "000</span></li>"
        )
    return f'<nav id="{CONTENTS}"><h1>Contents</h1><ol>{"".join(lines)}</ol></nav>'


def _styles(leaf: Leaf) -> Iterator[str]:
    for link in leaf.soup.select('link[rel="stylesheet"]'):
        yield _at(leaf, link["href"])


def _at(leaf: Leaf, address: str) -> str:
    """An address on a page, from the root of the site."""
    return "/" + posixpath.normpath(posixpath.join(posixpath.dirname(leaf.name), address))


def _rename(leaf: Leaf) -> None:
    """Make ids and what refers to them unique in the book."""
    own = {tag["id"] for tag in leaf.article.find_all(id=True)}
    for tag in leaf.article.find_all(True):
        for name, value in list(tag.attrs.items()):
            if name == "id":
                tag["id"] = place(leaf.name, value)
            elif name in _NAMING:
                words = value if isinstance(value, list) else value.split()
                tag[name] = " ".join(place(leaf.name, w) if w in own else w for w in words)
            elif isinstance(value, str) and "url(" in value:
                tag[name] = _DRAWN.sub(lambda m: f"url(#{place(leaf.name, m[1])})", value)


def _lead(leaf: Leaf, names: set[str]) -> None:
    """Let links within the book lead to its own pages, and drop those to the site's other files."""
    for tag in leaf.article.select("[href], [src]"):
        attribute = "href" if tag.has_attr("href") else "src"
        address, anchor = urldefrag(tag[attribute])
        if urlsplit(address).scheme:
            continue
        target = _at(leaf, address)[1:].removesuffix(".html") if address else leaf.name
        if target in names:
            tag[attribute] = f"#{place(target, anchor)}"
        elif attribute == "src":
            tag["src"] = _at(leaf, address)
        else:
            del tag["href"]


def toc(root: Path) -> dict:
    """What `_toc.yml` says."""
    return yaml.safe_load((root / "_toc.yml").read_text(encoding="utf-8"))
