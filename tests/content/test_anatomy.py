"""Every chapter has the same anatomy, so that knowing one is knowing all.

A chapter whose front matter says `status: outline` has its question, minutes and
objectives; the rules for its text hold from the day that line is taken out.
"""

import re

import contents
from contents import Page
from each import each
from markdown import blocks, boxes, headings, items, section, top_blocks, words

EVIDENCE = "What the evidence supports, and what it does not"
# In this order, at the end of each chapter.
CLOSING = [EVIDENCE, "Self-check", "Exercises", "Key points", "Read further"]


# The first page is play first, read later; its text has an order of its own.
each_complete = each(lambda: contents.complete()[1:])


def code_cells(page: Page) -> list[str]:
    """Return the lines of code of each cell."""
    return [block.body for block in blocks(page.text) if block.name == "code-cell"]


def objectives(page: Page) -> str:
    (box,) = boxes(page.text, "objectives")
    return box.body


# --- every page ---------------------------------------------------------------


def test_every_page_of_the_contents_exists_and_no_page_is_left_out():
    written = {str(path.relative_to(contents.ROOT).with_suffix(""))
               for path in (contents.ROOT / "book").rglob("*.md")
               if "_ext" not in path.parts}  # fmt: skip
    assert written == set(contents.names())


@each(contents.pages)
def test_a_page_has_one_title(page: Page):
    assert len(headings(page.text, 1)) == 1


@each(contents.pages)
def test_code_stays_short_and_defines_nothing(page: Page):
    cells = code_cells(page)
    assert len(cells) <= 12
    too_long = [c for c in cells if len([line for line in c.split("\n") if line.strip()]) > 8]
    assert not too_long
    assert not [c for c in cells if re.search(r"^\s*(?:async\s+def|def|class|lambda)\b", c, re.M)]


# --- every chapter, outlines too ------------------------------------------------


def test_chapters_are_found():
    assert len(contents.chapters()) >= 12


@each(contents.chapters)
def test_the_status_is_outline_or_is_left_out(page: Page):
    assert page.front_matter.get("status") in (None, "outline")


@each(contents.chapters)
def test_a_chapter_is_a_notebook(page: Page):
    assert page.front_matter["kernelspec"]["name"] == "python3"
    assert page.front_matter["jupytext"]["text_representation"]["format_name"] == "myst"


@each(contents.chapters)
def test_the_first_box_gives_the_minutes_of_the_front_matter(page: Page):
    first = next(top_blocks(page.text))
    assert "objectives" in first.classes
    stated = re.search(r"\*\*Time:\*\* about (\d+) minutes", first.body)
    assert stated
    assert int(stated[1]) == page.front_matter["minutes"]
    assert "**You need:**" in first.body
    assert "**You will be able to:**" in first.body


@each(contents.chapters)
def test_three_to_five_objectives_each_begin_with_a_verb_in_bold(page: Page):
    listed = items(objectives(page))
    assert 3 <= len(listed) <= 5
    assert not [item for item in listed if not re.match(r"\*\*[a-z][a-z ]+\*\* ", item)]


@each(contents.chapters)
def test_no_objective_can_escape_a_test(page: Page):
    vague = re.compile(r"\*\*(?:understand|know|appreciate|learn|grasp|be aware)", re.I)
    assert not vague.search(objectives(page))


@each(contents.chapters)
def test_an_outline_says_that_it_is_one_and_no_other_chapter_does(page: Page):
    says_so = "This chapter is in outline" in page.text
    assert says_so == (page.front_matter.get("status") == "outline")


# --- complete chapters ----------------------------------------------------------


@each_complete
def test_a_chapter_takes_one_sitting(page: Page):
    assert 1200 <= len(words(page.text)) <= 2500


@each_complete
def test_a_short_case_then_a_prediction_come_before_the_first_section(page: Page):
    first, *_ = top = list(top_blocks(page.text))
    prediction = next(block for block in top if block.name == "predict")
    case = "\n".join(page.text.split("\n")[first.end + 1 : prediction.start])
    assert 30 <= len(words(case)) < 200
    assert not headings(case, 2)


@each_complete
def test_two_to_four_sections_come_before_the_closing_ones(page: Page):
    titles = headings(page.text, 2)
    assert titles[-len(CLOSING) :] == CLOSING
    assert 2 <= len(titles) - len(CLOSING) <= 4


@each_complete
def test_each_lab_says_what_to_try_and_what_to_notice(page: Page):
    cells = [b for b in blocks(page.text) if b.name == "code-cell"]
    labs = [cell for cell in cells if "live" in re.findall(r"\w+", cell.options.get("tags", ""))]
    assert labs
    for kind, title in (("try", "Things to try"), ("notice", "What to notice")):
        found = boxes(page.text, kind)
        assert len(found) == len(labs), f"{len(labs)} labs, {len(found)} boxes of class {kind}"
        assert {box.argument for box in found} == {title}


@each_complete
def test_limits_of_the_evidence_are_argued(page: Page):
    assert len(words(section(page.text, EVIDENCE))) >= 60


@each_complete
def test_two_or_three_exercises_have_their_solutions_folded_away(page: Page):
    parts = list(blocks(section(page.text, "Exercises")))
    asked = [b.options.get("label") for b in parts if b.name in ("exercise", "exercise-start")]
    solved = [b for b in parts if b.name in ("solution", "solution-start")]
    assert 2 <= len(asked) <= 3
    assert [b.argument.strip() for b in solved] == asked
    assert all("dropdown" in b.classes for b in solved)


@each_complete
def test_there_is_a_key_point_for_each_objective(page: Page):
    points = items(section(page.text, "Key points"))
    if not points:
        points = [i for box in boxes(page.text, "keypoints") for i in items(box.body)]
    assert len(points) == len(items(objectives(page)))


@each_complete
def test_each_further_reading_says_why(page: Page):
    works = items(section(page.text, "Read further"))
    assert works
    assert not [w for w in works if "{cite" not in w or len(words(w)) < 5]
