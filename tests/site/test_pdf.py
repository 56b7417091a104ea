"""The book as one PDF: complete, in order, drawn in lines and letters, with links that lead."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import contents
import make_pdf
import one_page
import pypdfium2
import pytest
from bs4 import BeautifulSoup
from each import each
from playwright.sync_api import Browser
from pypdf import PdfReader
from pypdf.generic import Destination, IndirectObject

PAGES = contents.names()
CHAPTERS = [page.name for page in contents.chapters()]
A4 = (595, 842)  # points
TOC = {"root": "book/index", "parts": [{"caption": "Part", "chapters": [{"file": "book/a/b"}]}]}


@pytest.fixture(scope="module")
def file(site: Path, browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole book, printed once."""
    path = tmp_path_factory.mktemp("pdf") / "book.pdf"
    make_pdf.print_book(site, path, browser, one_page.toc(contents.ROOT))
    return path


@pytest.fixture(scope="module")
def pdf(file: Path) -> PdfReader:
    """Its structure."""
    return PdfReader(file)


@pytest.fixture(scope="module")
def texts(file: Path) -> list[str]:
    """What can be read on each page, without its number, and without spaces: lines break anywhere.

    The number stands first in the file, wherever it stands on the page; the title page has none.
    """
    with pypdfium2.PdfDocument(file) as document:
        found = [bare(page.get_textpage().get_text_range()) for page in document]
    assert all(text.startswith(str(number)) for number, text in enumerate(found[1:], 2))
    return [found[0], *(text.removeprefix(str(n)) for n, text in enumerate(found[1:], 2))]


@pytest.fixture(scope="module")
def letters(file: Path):
    """All that is written on a page, piece by piece.

    It takes long; of letters that are drawn twice, as for a rim, `texts` may have none.
    """

    @cache
    def read(number: int) -> str:
        with pypdfium2.PdfDocument(file) as document:
            kinds, page = [pypdfium2.raw.FPDF_PAGEOBJ_TEXT], document[number]
            pieces = page.get_objects(kinds, textpage=page.get_textpage())
            return bare("".join(piece.extract() for piece in pieces))

    return read


@pytest.fixture(scope="module")
def article(site: Path):
    """What a built page holds, as a tree."""

    @cache
    def read(name: str) -> BeautifulSoup:
        html = (site / f"{name}.html").read_text(encoding="utf-8")
        soup = BeautifulSoup(html, "html.parser").select_one("article")
        for sign in soup.select("a.headerlink"):
            sign.decompose()
        return soup

    return read


def bare(text: str) -> str:
    return re.sub(r"[\s\u200b]+", "", text)


def top(pdf: PdfReader) -> list[Destination]:
    """Outline entries of the first level."""
    return [entry for entry in pdf.outline if not isinstance(entry, list)]


def pages_of(pdf: PdfReader, name: str) -> range:
    """Numbers, from 0, of the pages on which a page of the book is printed."""
    begins = [pdf.get_destination_page_number(entry) for entry in top(pdf)]
    at = PAGES.index(name) + 1
    return range(begins[at], begins[at + 1] if at + 1 < len(begins) else len(pdf.pages))


def fonts(pdf: PdfReader) -> dict[str, dict]:
    """Every font of every page by its name."""
    found = {}
    for page in pdf.pages:
        for font in page["/Resources"].get("/Font", {}).values():
            font = font.get_object()
            found[font.get("/BaseFont", font["/Subtype"])] = font
    return found


def pictures(resources: dict) -> list[str]:
    """Raster pictures that are drawn, also by the forms within a page."""
    found = []
    for name, thing in resources.get("/XObject", {}).items():
        thing = thing.get_object()
        if thing["/Subtype"] == "/Image":
            found.append(name)
        found += pictures(thing.get("/Resources", {}))
    return found


def links(pdf: PdfReader) -> Iterator[tuple[int, dict]]:
    """Every link with the number of its page, from 0."""
    for number, page in enumerate(pdf.pages):
        for note in page.get("/Annots", []):
            note = note.get_object()
            if note["/Subtype"] == "/Link":
                yield number, note


@pytest.mark.browser
def test_the_outline_names_every_page_of_the_book_in_order(pdf, article):
    titles = [bare(article(name).find("h1").get_text()) for name in PAGES]
    assert [bare(entry.title) for entry in top(pdf)] == ["Contents", *titles]


@pytest.mark.browser
def test_the_contents_give_the_page_on_which_each_chapter_begins(pdf, texts, article):
    begins = [pdf.get_destination_page_number(entry) for entry in top(pdf)]
    listed = "".join(texts[begins[0] : begins[1]])
    for name, page in zip(PAGES, begins[1:], strict=True):
        title = bare(article(name).find("h1").get_text())
        assert f"{title}{page + 1}" in listed
        assert texts[page].startswith(title)


@pytest.mark.browser
@each(PAGES)
def test_a_chapter_can_be_read_from_its_first_heading_to_its_last_feedback(
    name, pdf, texts, article
):
    printed = "".join(texts[number] for number in pages_of(pdf, name))
    wanted = article(name).select("h2, h3, .practice .text, .feedback p, .reveal details p")
    # Printed where it stands first, or not at all.
    elsewhere = ".looking-back *, [hidden], [hidden] *"
    left_out = {id(tag) for tag in article(name).select(elsewhere)}
    wanted = [tag for tag in wanted if id(tag) not in left_out and not tag.find("math")]
    missing = [tag.get_text() for tag in wanted if bare(tag.get_text()) not in printed]
    assert not missing


@pytest.mark.browser
def test_charts_are_drawn_in_lines_and_letters(pdf, texts, letters, article):
    assert not [number for number, page in enumerate(pdf.pages, 1) if pictures(page["/Resources"])]
    missing = {}
    for name in CHAPTERS:
        pages = pages_of(pdf, name)
        words = {bare(text.get_text()) for text in article(name).select("svg.lp-wide text")}
        printed = "".join(texts[number] for number in pages)
        if any(word not in printed for word in words):
            printed = "".join(map(letters, pages))
        missing[name] = [word for word in words if word not in printed]
    assert any(article(name).select("svg.lp-wide text") for name in CHAPTERS)
    assert {name: words for name, words in missing.items() if words} == {}


@pytest.mark.browser
def test_every_font_is_in_the_file(pdf):
    found = fonts(pdf)
    assert found
    for name, font in found.items():
        if font["/Subtype"] == "/Type3":  # its letters are drawings of the file itself
            continue
        inner = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
        described = inner["/FontDescriptor"].get_object()
        assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(described), name


@pytest.mark.browser
def test_no_page_is_blank(pdf, texts):
    for number, (page, text) in enumerate(zip(pdf.pages, texts, strict=True), 1):
        drawn = len(page.get_contents().get_data()) > 20_000  # a chart that fills the page
        assert drawn or len(text) > 20, number


@pytest.mark.browser
def test_links_lead_into_the_book_or_to_the_web(pdf):
    known, inward = set(pdf.named_destinations), 0
    for number, link in links(pdf):
        action = link.get("/A", {})
        if "/URI" in action:
            assert re.match(r"https?://(?!book\.invalid)", action["/URI"]), number + 1
            continue
        where = link.get("/Dest", action.get("/D"))
        where = where.get_object() if isinstance(where, IndirectObject) else where
        assert str(where) in known, f"page {number + 1} leads to {where}"
        inward += 1
    assert inward > 100


@pytest.mark.browser
def test_the_file_says_what_it_is(pdf, texts):
    assert pdf.metadata.title == "Levers and Plugs"
    assert texts[0].startswith("LeversandPlugs")
    assert {tuple(round(side) for side in page.mediabox[2:]) for page in pdf.pages} == {A4}
    root = pdf.trailer["/Root"]
    assert root["/Lang"] == "en-GB"
    assert root["/MarkInfo"]["/Marked"]  # its structure can be read aloud


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A site of two pages that use the same ids."""
    bodies = {
        "book/index": '<h1>One</h1><h2 id="x">X</h2><a id="to" href="a/b.html#x">b</a>'
        '<a href="../search.html">search</a><a href="https://example.org/y">web</a>',
        "book/a/b": '<h1>Two</h1><h2 id="x">X</h2><a href="#x">here</a><a href="../index.html">'
        'one</a><label for="x">l</label><svg><rect fill="url(#x)"></rect></svg><img src="p.png">',
    }
    for name, body in bodies.items():
        file = tmp_path / f"{name}.html"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(
            f'<html lang="en-GB"><article class="bd-article">{body}</article></html>', "utf-8"
        )
    return tmp_path


def test_ids_and_links_of_joined_pages_do_not_clash(small):
    html = one_page.join(one_page.leaves(small, TOC), "Title", "Author", "1.0")
    soup = BeautifulSoup(html, "html.parser")
    ids = [tag["id"] for tag in soup.find_all(id=True)]
    assert len(ids) == len(set(ids))
    leads = {a.get_text(): a.get("href") for a in soup.select("article a")}
    assert leads == {
        "b": "#book-a-b--x", "search": None, "web": "https://example.org/y",
        "here": "#book-a-b--x", "one": "#book-index",
    }  # fmt: skip
    assert {"book-a-b--x", "book-index--x", "book-index"} <= set(ids)
    assert soup.select_one("label")["for"] == "book-a-b--x"
    assert soup.select_one("rect")["fill"] == "url(#book-a-b--x)"
    assert soup.select_one("img")["src"] == "/book/a/p.png"


def test_a_page_that_was_not_built_is_named(small):
    (small / "book/a/b.html").unlink()
    with pytest.raises(FileNotFoundError, match=r"no book/a/b\.html: build it \(make html\)"):
        one_page.leaves(small, TOC)


@pytest.mark.browser
def test_a_file_that_the_site_lacks_is_named(small, browser, tmp_path):
    with pytest.raises(RuntimeError, match=r"lacks http://book\.invalid/book/a/p\.png"):
        make_pdf.print_book(small, tmp_path / "out.pdf", browser, TOC)
