"""Pages as plain notebooks: nothing of the book's own marks is left, and nothing is lost."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import pytest
from contents import ROOT
from each import each

if TYPE_CHECKING:
    from nbformat import NotebookNode

# What a reader of plain Jupyter must not meet: roles, directives, their options, labels.
MARKS = re.compile(r"\{[\w:-]+\}`|^\s*(?:>\s*)*(?::{3,}|`{3,}\{|:[\w-]+:|\(.+\)=$)", re.MULTILINE)


@cache
def pages() -> dict[str, str]:
    from launching import notebooks  # late here and below: notebooks take seconds to import

    return notebooks.pages(ROOT)


@cache
def book():
    from launching import notebooks
    from launching.citations import Works

    return notebooks.Book(Works(ROOT / "book" / "references.bib"), frozenset(pages()))


def notebook(source: str, docname: str) -> NotebookNode:
    from launching import notebooks

    return notebooks.notebook(source, docname, book())


def written(source: str) -> str:
    """The Markdown of a page, as a reader of the notebook sees it."""
    from launching import notebooks

    return notebooks.Writer("book/lever_plug/whose_help", book()).text(source)


@each(pages)
def test_every_page_is_a_valid_notebook_in_plain_markdown(name):
    import nbformat

    made = notebook(pages()[name], name)
    nbformat.validate(made)
    texts = [cell.source for cell in made.cells if cell.cell_type == "markdown"]
    assert [mark for text in texts for mark in MARKS.findall(text)] == []
    assert made.cells[0].source.startswith("# ")
    code = [cell.source for cell in made.cells if cell.cell_type == "code"]
    assert len(code) == len(re.findall(r"^`+\{code-cell\}", pages()[name], re.MULTILINE))


def test_a_page_gives_the_same_notebook_each_time():
    import nbformat

    name, source = next(iter(pages().items()))
    first, second = (nbformat.writes(notebook(source, name)) for _ in range(2))
    assert first == second


def test_a_self_check_keeps_question_answers_and_feedback_apart():
    text = written(
        ":::{self-check} Which {term}`plug <plug>`?\n:id: x\n\n"
        "- [ ] One :: Too few.\n- [x] Two :: As {cite:t}`coviello2006network` says.\n:::"
    )
    question, feedback = text.split("<details>")
    assert "> **Check yourself. Which plug?**" in question
    assert "> - **a** One\n> - **b** Two" in question
    assert "Too few" not in question
    assert "- **a** Not this one. Too few." in feedback
    assert "- **b** Right. As Coviello (2006) says." in feedback


def test_a_prediction_asks_for_an_answer_and_its_reveal_is_folded():
    text = written(":::{predict} How many?\n:id: many\n:kind: number\n:unit: of 100\n:::")
    assert text == (
        "> **Predict. How many?**\n>\n> *Write your answer (of 100) down before you go on, and how "
        "sure you are: a guess, rather unsure, rather sure or certain.*"
    )
    text = written(":::{reveal} many\n:right: 25 to 35\n\nThirty.\n:::")
    assert text.index("<details>") < text.index("Thirty.") < text.index("</details>")
    assert text.endswith("*Answer the question again, and say in one sentence why.*")
    assert "25 to 35" not in text


def test_questions_that_come_back_are_left_to_the_page():
    assert written("Before.\n\n:::{looking-back}\n:::\n\nAfter.") == "Before.\n\nAfter."


def test_citations_read_as_in_the_book():
    assert written("So {cite:p}`shrader2000new,coviello2006network`.") == (
        "So (Shrader *et al.*, 2000; Coviello, 2006)."
    )
    assert written("{cite:t}`mort2006networking` say so.") == "Mort and Weerawardena (2006) say so."


def test_the_works_of_a_page_are_listed_once():
    name = "book/strategy/three_capabilities"
    last = notebook(pages()[name], name).cells[-1].source
    assert last.startswith("## Works cited\n\n- ")
    assert len(re.findall("^- ", last, re.MULTILINE)) == 5
    assert len(re.findall("^- Mort, G", last, re.MULTILINE)) == 1


def test_the_code_of_a_solution_is_folded_and_so_are_its_words():
    made = notebook(
        "---\nkernelspec:\n  name: python3\n  display_name: P\n---\n# Title\n\n"
        "```{exercise} Count\n:label: l\n\nDo.\n```\n\n"
        "````{solution-start} l\n:class: dropdown\n````\n\n```{code-cell} python\n1 + 1\n```"
        "\n\nIt is two.\n\n````{solution-end}\n````\n\nOn we go.\n\n"
        "```{code-cell} python\n3\n```\n",
        "book/page",
    )
    one, two = (cell for cell in made.cells if cell.cell_type == "code")
    assert one.metadata["jupyter"] == {"source_hidden": True}
    assert "jupyter" not in two.metadata
    (words,) = (cell.source for cell in made.cells if "It is two." in cell.source)
    assert words.index("<details>") < words.index("It is two.") < words.index("</details>")
    assert words.index("</details>") < words.index("On we go.")


def test_the_cell_of_an_exercise_is_open_and_its_solution_folded():
    name = "book/lever_plug/whose_help"
    cells = notebook(pages()[name], name).cells
    starter = next(n for n, cell in enumerate(cells) if "checks.exercise(" in cell.source)
    assert "### Exercise: Which rows differ?" in cells[starter - 1].source
    assert cells[starter].metadata == {"tags": ["exercise", "remove-output"]}
    solution = next(cell for cell in cells[starter + 1 :] if cell.cell_type == "code")
    assert solution.metadata["jupyter"] == {"source_hidden": True}


def test_a_file_to_download_is_named_by_its_place():
    assert written("See {download}`the form <../../exercises/leverplug/a.json>`.") == (
        "See the form (`exercises/leverplug/a.json`)."
    )


def test_links_lead_to_notebooks_and_other_pages_leave_their_name():
    assert written("See [first](../index.md).") == "See [first](../index.ipynb)."
    assert written("See [the glossary](../appendix/glossary.md#t).") == "See the glossary."
    assert written("See [out](https://example.org/a.md).") == "See [out](https://example.org/a.md)."


@pytest.mark.parametrize(
    ("source", "message"),
    [
        (":::{hologram} x\n:::", "hologram"),
        ("A {smell}`rose`.", "smell"),
        ("So {cite:p}`nobody1900nothing`.", "nobody1900nothing"),
        ("- item\n\n  :::{reveal} x\n  y\n  :::", "inside a list"),
    ],
)
def test_what_has_no_plain_form_is_refused_by_name(source, message):
    with pytest.raises(ValueError, match=message):
        written(source)


def test_code_with_braces_is_left_alone():
    code = "```python\nprint(f'{a}`')\n```"
    assert written(code) == code
