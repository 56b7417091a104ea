"""Complete chapters ask before the lab, answer after it, and let learners check themselves."""

import re

import contents
from contents import Page
from each import each
from markdown import Block, blocks, section, top_blocks
from practice import review_plan

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


# --- self-checks, at the end of a chapter and coming back -----------------------


@each(lambda: contents.complete()[3:])
def test_a_chapter_looks_back_before_its_case(page: Page):
    first, second, *_ = top_blocks(page.text)
    assert "objectives" in first.classes
    assert second.name == "looking-back"
    between = page.text.split("\n")[first.end + 1 : second.start]
    assert not "".join(between).strip()
    assert len(named(page, "looking-back")) == 1


def test_pages_with_nothing_to_look_back_to_do_not():
    look_back = [page.name for page in contents.pages() if named(page, "looking-back")]
    assert look_back == [page.name for page in contents.complete()[3:]]
    assert len(look_back) == 9


def test_no_question_of_the_book_comes_back_twice():
    checks = {page.name: [b.options["id"] for b in named(page, "self-check")]
              for page in contents.complete()[1:]}  # fmt: skip
    chosen = review_plan.plan(checks)
    places = [question for picks in chosen.values() for question in picks]
    assert len(places) == len(set(places)) == 18
    order = list(checks)
    back = [[order.index(at) - order.index(chapter) for chapter, _ in picks]
            for at, picks in chosen.items()]  # fmt: skip
    assert back == [[], [], [2, 2], [2, 2], *[[2, 4]] * 7]


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


@each_complete
def test_a_question_can_be_read_in_another_chapter(page: Page):
    here = re.compile(r"\bthis (chapter|page|section)\b")
    assert not [b.argument for b in named(page, "self-check") if here.search(b.argument)]


def test_the_place_of_the_right_answer_is_found():
    source = ":::{self-check} Which?\n:id: x\n- [ ] one :: no\n- [x] two :: yes,\n  two\n:::"
    assert right_places([*blocks(source)]) == [1]
