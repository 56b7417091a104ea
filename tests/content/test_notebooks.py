"""The book's pages as notebooks: plain Markdown for anyone, and the authors' code, unchanged."""

import re

import contents
import jupytext
import nbformat
import pytest
from bookpages.citations import Citations
from bookpages.notebooks import FOLDED_HEADING, PlainNotebooks
from bookpages.plain_markdown import PlainMarkdown, UnknownMarkup, shown

SITE = "https://host.example/book"
BOOK = PlainNotebooks(contents.ROOT, SITE, note="[The page]({page})")
LIST = f"{SITE}/book/appendix/bibliography.html"
ONLY_IN_THE_BOOK = re.compile(
    r"^\s*>?\s*:{3,}|\{[a-z]+(?::[a-z]+)?\}`|^`{3,}\{|^\+\+\+|^:[a-z-]+: |\]\([^)]*\.md[#)]",
    re.MULTILINE,
)


def plain(text: str) -> str:
    roles = {"term": shown}
    return PlainMarkdown(roles, lambda words, target: f"[{words}]({target})").of(text)


@pytest.mark.parametrize("page", BOOK.pages)
def test_nothing_is_left_that_only_the_book_understands(page: str) -> None:
    notebook = BOOK.notebook(page)
    nbformat.validate(notebook)
    texts = [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]
    assert [found for text in texts for found in ONLY_IN_THE_BOOK.findall(text)] == []


@pytest.mark.parametrize("page", BOOK.pages)
def test_code_is_that_of_the_page_and_has_not_run(page: str) -> None:
    written = jupytext.read(contents.ROOT / f"{page}.md")
    code = [cell for cell in BOOK.notebook(page).cells if cell.cell_type == "code"]
    assert [cell.source for cell in code] == [
        cell.source for cell in written.cells if cell.cell_type == "code"
    ]
    assert all(cell.outputs == [] and cell.execution_count is None for cell in code)


@pytest.mark.parametrize("page", BOOK.pages)
def test_a_folded_solution_hides_no_text_after_it(page: str) -> None:
    """Jupyter hides everything below a folded heading up to the next of its rank."""
    written = (contents.ROOT / f"{page}.md").read_text(encoding="utf-8")
    after = re.findall(r"^`{3,}\{solution-end\}\s*\n`{3,}\s*\n\s*(.*)$", written, re.MULTILINE)
    cells = [cell.source for cell in BOOK.notebook(page).cells]
    assert cells.count(FOLDED_HEADING) == len(after)
    for line in after:
        assert re.match(r"`{3,}\{exercise\}|#{1,4} ", line), line


def test_every_page_with_code_is_a_notebook() -> None:
    chapters = [page.name for page in contents.chapters() if "kernelspec" in page.front_matter]
    assert len(chapters) == 12
    assert set(chapters) <= set(BOOK.pages)


def test_the_note_leads_to_the_page() -> None:
    first = BOOK.notebook("book/strategy/build_your_venture").cells[0].source
    assert first.splitlines()[2] == f"[The page]({SITE}/book/strategy/build_your_venture.html)"


def test_works_are_named_by_author_and_year() -> None:
    cite = Citations(contents.ROOT / "book" / "references.bib", LIST)
    assert cite.in_brackets(["granovetter1973strength"]) == f"([Granovetter, 1973]({LIST}))"
    assert cite.in_sentence(["greve2003social"]) == f"Greve and Salaff ([2003]({LIST}))"
    assert cite.in_brackets(["borntogoglobal"]) == f"([*Born to Go Global*, n.d.]({LIST}))"
    with pytest.raises(KeyError, match="no-such-work"):
        cite.in_brackets(["no-such-work"])


def test_three_authors_are_the_first_and_others() -> None:
    cite = Citations(contents.ROOT / "book" / "references.bib")
    assert cite.in_brackets(["freeman2006smaller"]) == "(Freeman *et al.*, 2006)"


def test_links_lead_to_notebooks_or_to_the_book() -> None:
    cell = nbformat.v4.new_markdown_cell(
        "[a](../index.md) [b](../appendix/model.md#luck) [c](https://else.example/x.md)"
    )
    notebook = nbformat.v4.new_notebook(cells=[cell])
    with_site = BOOK.convert(notebook, "book/lever_plug/whose_help").cells[0].source
    assert with_site == (
        f"[a](../index.ipynb) [b]({SITE}/book/appendix/model.html#luck) "
        "[c](https://else.example/x.md)"
    )
    alone = PlainNotebooks(contents.ROOT).convert(notebook, "book/lever_plug/whose_help")
    assert alone.cells[0].source == "[a](../index.ipynb) b [c](https://else.example/x.md)"
    assert cell.source.startswith("[a](../index.md)"), "what was given has changed"


def test_a_self_check_is_a_list_with_its_feedback_folded() -> None:
    written = (
        ":::{self-check} Which is {term}`right <lever>`?\n:id: x\n\n"
        "- [ ] One :: Not one,\n  for it is first.\n- [x] Two :: Yes.\n:::"
    )
    assert plain(written) == (
        "**Which is right?**\n\n- **a.** One\n- **b.** Two\n\n"
        "<details>\n<summary>What to think of each answer</summary>\n\n"
        "- **a. Not this one.** Not one, for it is first.\n- **b. Right.** Yes.\n\n</details>"
    )


def test_boxes_are_quotations_also_inside_one_another() -> None:
    written = "::::{admonition} Outer\n:class: try\nText\n\n:::{admonition} Inner\n- x\n:::\n::::"
    assert plain(written) == "> **Outer**\n>\n> Text\n>\n> > **Inner**\n> >\n> > - x"


def test_code_to_be_read_stays_as_it_is() -> None:
    written = "Before\n\n```text\n:::{predict} no {term}`directive`\n```\n\nAfter {term}`lever`"
    assert plain(written) == written.replace("{term}`lever`", "lever")


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (":::{tabs}\nx\n:::", "tabs"),
        ("{eq}`x`", "eq"),
        (":::{admonition} Open", "closes"),
    ],
)
def test_what_has_no_plain_form_is_refused(written: str, said: str) -> None:
    with pytest.raises(UnknownMarkup, match=said):
        plain(written)
