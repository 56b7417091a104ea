"""Complete chapters ask before the lab, answer after it, and let learners check themselves."""

import re

import contents
from contents import Page
from each import each
from markdown import Block, blocks, section, top_blocks

OPTION = re.compile(r"^- \[([ x])\] ", re.MULTILINE)
SHORTEST_FEEDBACK = 5  # words; enough to give a reason


each_complete = each(lambda: contents.complete()[1:])


def named(page: Page, name: str) -> list[Block]:
    return [block for block in blocks(page.text) if block.name == name]


def right_places(checks: list[Block]) -> list[int]:
    """Return where among its answers each check has the right one."""
    return [OPTION.findall(check.body).index("x") for check in checks]


@each_complete
def test_the_prediction_is_met_again_after_the_first_lab(page: Page):
    (asked,) = named(page, "predict")
    (shown,) = named(page, "reveal")
    assert shown.argument.strip() == asked.options["id"]
    rows = {b.name + b.options.get("tags", ""): b.start for b in reversed([*top_blocks(page.text)])}
    first_lab = min(row for name, row in rows.items() if re.search(r"code-cell.*\blive\b", name))
    assert asked.start < first_lab < shown.start


@each_complete
def test_a_reveal_argues(page: Page):
    (shown,) = named(page, "reveal")
    assert len(shown.body.split()) >= 30


@each_complete
def test_three_to_five_self_checks_stand_in_their_section(page: Page):
    inside = [b for b in blocks(section(page.text, "Self-check")) if b.name == "self-check"]
    assert 3 <= len(inside) <= 5
    assert len(inside) == len(named(page, "self-check"))


@each_complete
def test_the_right_answers_do_not_stand_in_one_place(page: Page):
    assert len(set(right_places(named(page, "self-check")))) > 1


@each_complete
def test_each_feedback_gives_a_reason(page: Page):
    short = [
        line
        for check in named(page, "self-check")
        for line in re.split(r"^- \[[ x]\] ", check.body, flags=re.MULTILINE)[1:]
        if len(re.split(r"\s::\s", line, maxsplit=1)[-1].split()) < SHORTEST_FEEDBACK
    ]
    assert not short


def test_the_place_of_the_right_answer_is_found():
    source = ":::{self-check} Which?\n:id: x\n- [ ] one :: no\n- [x] two :: yes,\n  two\n:::"
    assert right_places([*blocks(source)]) == [1]
