"""Every code cell of the built book runs in a reader's browser and gives there what is printed."""

import re
from collections.abc import Callable

import contents
import pytest
from visits import by_page

pytestmark = pytest.mark.browser

CELL = re.compile(r"```\{code-cell\}[^\n]*\n(?P<options>(?::[^\n]*\n)*)")
ORDINARY = [
    page.name
    for page in contents.pages()
    if any(
        not re.search(r"live|remove-input", found["options"]) for found in CELL.finditer(page.text)
    )
]


@pytest.mark.parametrize("name", by_page(ORDINARY))
def test_each_cell_runs_in_the_page_and_gives_what_is_printed(name: str, visit: Callable) -> None:
    ran = visit(name).code
    assert ran
    assert [(each.name, each.gave) for each in ran if each.state != "ran"] == []
    shown = [each for each in ran if each.printed]
    assert [(each.name, each.gave) for each in shown] == [(e.name, e.printed) for e in shown]


def test_cells_have_names_of_their_own_so_that_edits_outlive_a_new_edition() -> None:
    unnamed = [
        (page.name, found["options"])
        for page in contents.pages()
        for found in CELL.finditer(page.text)
        if not re.search(
            r"live\b|live-setup|remove-input", found["options"].partition("live-id")[0]
        )
        and ":live-id:" not in found["options"]
    ]
    assert unnamed == []
    assert len(ORDINARY) >= 12
