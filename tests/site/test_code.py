"""Every code cell of the built book runs in a reader's browser and gives there what is printed."""

import re
from collections.abc import Callable

import contents
import pytest
from visits import by_page

import exercises

pytestmark = pytest.mark.browser

CELL = re.compile(r"```\{code-cell\}[^\n]*\n(?P<options>(?::[^\n]*\n)*)")
TAGS = re.compile(r"^:tags: .*\b(live|live-setup|remove-input)\b", re.MULTILINE)


def ordinary(page: contents.Page) -> list[str]:
    """The options of each cell of a page whose code is shown and that is no lab."""
    options = [found["options"] for found in CELL.finditer(page.text)]
    return [each for each in options if not TAGS.search(each)]


ORDINARY = [page.name for page in contents.pages() if ordinary(page)]
EXERCISED = [page.name for page in contents.chapters() if exercises.of_chapter(page.source)]


@pytest.mark.parametrize("name", by_page(ORDINARY))
def test_each_cell_runs_in_the_page_and_gives_what_is_printed(name: str, visit: Callable) -> None:
    ran = visit(name).code
    assert ran
    assert [(each.name, each.gave) for each in ran if each.state != "ran"] == []
    shown = [each for each in ran if each.printed]
    assert [(each.name, each.gave) for each in shown] == [(e.name, e.printed) for e in shown]


@pytest.mark.parametrize("name", by_page(EXERCISED))
def test_an_exercise_knows_its_solution_and_each_mistake_in_the_page(
    name: str, visit: Callable
) -> None:
    tried = visit(name).tried
    assert len(tried) >= 4
    for each in tried:
        wanted = "lp-right" if each.answer == "solution" else "lp-mistake"
        assert each.verdict == f"lp-diagnosis {wanted}", each


@pytest.mark.parametrize("name", by_page(EXERCISED))
def test_the_solution_of_an_exercise_opens_after_a_try(name: str, visit: Callable) -> None:
    seen = visit(name)
    assert seen.locked == len({each.label for each in seen.tried})
    assert seen.still_locked == 0


def test_cells_have_names_of_their_own_so_that_edits_outlive_a_new_edition() -> None:
    cells = [(page.name, each) for page in contents.pages() for each in ordinary(page)]
    unnamed = [(name, options) for name, options in cells if ":live-id:" not in options]
    assert unnamed == []
    assert len(ORDINARY) >= 12
