"""The built files fit together: links, anchors and pictures lead somewhere, pictures speak."""

import re
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import contents
from bs4 import BeautifulSoup, Tag
from each import each

PAGES = ["index", *contents.names(), "search", "genindex"]

# A text alternative that says what a picture shows needs a few words.
FEWEST_WORDS = 5


@cache
def read(path: Path) -> BeautifulSoup:
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


@cache
def anchors(path: Path) -> frozenset[str]:
    return frozenset(tag["id"] for tag in read(path).select("[id]"))


def references(page: BeautifulSoup) -> list[str]:
    """Return every address a page names: links, scripts, styles, pictures, frames."""
    return [
        tag[attribute]
        for attribute in ("href", "src", "poster", "data")
        for tag in page.select(f"[{attribute}]")
        if tag[attribute]
    ]


def problem(page: Path, site: Path, reference: str) -> str | None:
    """Return what is wrong with a reference that should stay inside the site."""
    parts = urlsplit(reference)
    if parts.scheme or parts.netloc:
        return None
    if parts.path.startswith("/"):
        return f"{reference}: breaks below a sub-path"
    target = (page.parent / unquote(parts.path)).resolve() if parts.path else page
    if target.is_dir():
        target /= "index.html"
    if not target.is_relative_to(site) or not target.exists():
        return f"{reference}: no such file"
    if parts.fragment and target.suffix == ".html":
        found = unquote(parts.fragment) in anchors(target)
        return None if found else f"{reference}: no such place"
    return None


@each(PAGES)
def test_links_lead_somewhere(name: str, site: Path):
    page = site / f"{name}.html"
    problems = {problem(page, site, reference) for reference in references(read(page))}
    assert problems <= {None}


@each(PAGES)
def test_scripts_styles_and_pictures_come_from_the_site(name: str, site: Path):
    page = read(site / f"{name}.html")
    loaded = page.select("script[src], link[rel~=stylesheet], link[rel~=preload], img, iframe")
    addresses = [tag.get("src") or tag.get("href") for tag in loaded]
    assert not [a for a in addresses if urlsplit(a).netloc]


def test_style_sheets_ask_no_other_host(site: Path):
    sheets = [*site.rglob("*.css")]
    assert sheets
    assert not [
        sheet.name
        for sheet in sheets
        for call in ("url(http", "url(//", 'url("http', "@import url(http")
        if call in sheet.read_text(encoding="utf-8")
    ]


def hidden(tag: Tag) -> bool:
    """Whether assistive technology skips the tag, or meets it as a part of another picture."""
    return any(
        t.get("aria-hidden") == "true" or (t is not tag and t.get("role") == "img")
        for t in (tag, *tag.parents)
    )


def spoken(tag: Tag) -> str:
    """Return what a screen reader says for a picture."""
    labels = tag.get("aria-labelledby", "").split()
    whole = [*tag.parents][-1]
    named = " ".join(t.get_text(" ") for t in whole.find_all(id=labels)) if labels else ""
    title = tag.find("title", recursive=False)
    return tag.get("alt") or tag.get("aria-label") or named or (title.get_text() if title else "")


@each(PAGES)
def test_pictures_say_what_they_show(name: str, site: Path):
    article = read(site / f"{name}.html").select_one("article") or Tag(name="article")
    pictures = [tag for tag in article.select("img, svg, [role=img]") if not hidden(tag)]
    silent = [
        f"{str(tag)[:120]} says {spoken(tag)!r}"
        for tag in pictures
        if len(spoken(tag).split()) < FEWEST_WORDS
    ]
    assert not silent


def test_posters_say_what_the_labs_show(site: Path):
    posters = [
        (name, re.sub(r"<[^>]+>", " ", poster).split())
        for name in contents.names()
        for poster in re.findall(
            r'<div class="livepages-poster">(.*?)<p class="livepages-without">',
            (site / f"{name}.html").read_text(encoding="utf-8"),
            re.DOTALL,
        )
    ]
    assert len(posters) >= 12
    assert [name for name, words in posters if len(words) < FEWEST_WORDS] == []


def test_the_address_of_the_site_leads_to_the_first_page(site: Path):
    door = read(site / "index.html")
    first = f"{contents.names()[0]}.html"
    assert door.select_one("meta[http-equiv=refresh]")["content"] == f"0; url={first}"
    assert door.select_one("a")["href"] == first
    # A file asked for here would be broken off by the leaving.
    assert door.select_one("link[rel=icon]")["href"] == "data:,"
