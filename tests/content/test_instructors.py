"""What instructors are told agrees with the chapters: minutes, sums and names."""

import re

import contents
import pytest
from contents import ROOT, Page
from markdown import items

FOLDER = "book/instructors/"
PAGES = [page for page in contents.pages() if page.name.startswith(FOLDER)]
CHAPTERS = contents.chapters()
PLANS = contents.read(f"{FOLDER}course_plans")
NOTES = contents.read(f"{FOLDER}chapter_notes")
LINK = re.compile(r"\[([^\]]+)\]\(([^)#]+\.md)\)")
NAMED = {20: "twenty", 45: "forty-five", 90: "ninety"}
FIELDS = ("The one idea", "Ask", "Debrief", "What goes wrong", "As a class", "With less time")


def tables(text: str) -> list[tuple[list[str], list[list[str]]]]:
    """Each table of a page: the cells of its head and of its rows, as written."""
    found = []
    for block in re.findall(r"(?:^\|.*\|\n?)+", text, re.M):
        head, _rule, *rows = ([c.strip() for c in row.strip("|").split("|")]
                              for row in block.strip().split("\n"))  # fmt: skip
        found.append((head, rows))
    return found


def with_head(page: Page, *names: str) -> list[tuple[list[str], list[list[str]]]]:
    return [(head, rows) for head, rows in tables(page.text) if head[: len(names)] == list(names)]


def total(cell: str) -> int:
    return int(cell.strip("*"))


def chapter(cell: str) -> Page:
    """The chapter a cell links to, by the name the chapter has or a shorter form of it."""
    target = LINK.search(cell)[2]
    path = (ROOT / FOLDER / target).resolve()
    return next(c for c in CHAPTERS if c.source == path)


SCHEDULES = [
    (page, head, rows) for page in PAGES for head, rows in with_head(page, "from", "minutes")
]


def test_schedules_are_found():
    assert [page.name.removeprefix(FOLDER) for page, *_ in SCHEDULES] == [
        *["course_plans"] * 5,
        "debrief",
        "unplugged",
        *["league"] * 3,
    ]


@pytest.mark.parametrize(("page", "head", "rows"), SCHEDULES)
def test_the_minutes_of_a_class_add_up(page, head, rows):
    *steps, last = rows
    clock = 0
    for step in steps:
        assert int(step[0]) == clock, f"{step} begins at {clock}"
        clock += int(step[1])
    assert total(last[1]) == clock
    assert clock in ((20,) if page.name.endswith("debrief") else (45, 90))
    assert f"{NAMED[clock]} minutes" in page.text.lower() or page is PLANS


@pytest.mark.parametrize(("head", "rows"), with_head(PLANS, "chapter", "minutes", "when"))
def test_a_plan_gives_each_chapter_its_own_minutes(head, rows):
    *used, last = rows
    assert [int(row[1]) for row in used] == [
        chapter(row[0]).front_matter["minutes"] for row in used
    ]
    assert total(last[1]) == sum(int(row[1]) for row in used)


def test_there_is_a_list_of_chapters_for_one_class_and_for_three():
    assert len(with_head(PLANS, "chapter", "minutes", "when")) == 2


def test_the_term_takes_every_chapter_in_order_and_its_minutes_add_up():
    ((_head, rows),) = with_head(PLANS, "week", "chapter", "before", "in class", "after")
    *weeks, last = rows
    assert [int(row[0]) for row in weeks] == list(range(1, 13))
    assert [chapter(row[1]) for row in weeks] == CHAPTERS
    for row in weeks:
        assert int(row[2]) == chapter(row[1]).front_matter["minutes"]
    for column in (2, 3, 4):
        assert total(last[column]) == sum(int(row[column]) for row in weeks)


def notes() -> list[tuple[str, str]]:
    """Title and text of the notes on each chapter."""
    parts = re.split(r"^## (\d+\. .+)$", NOTES.text, flags=re.M)[1:]
    return list(zip(parts[::2], parts[1::2], strict=True))


def test_there_are_notes_on_every_chapter_in_order():
    assert [title.split(". ")[0] for title, _ in notes()] == [str(n) for n in range(12)]
    assert [chapter(text) for _, text in notes()] == CHAPTERS


@pytest.mark.parametrize(("title", "text"), notes())
def test_notes_agree_with_their_chapter_and_leave_nothing_out(title, text):
    of = chapter(text)
    assert f"# {title.split('. ', 1)[1]}\n" in of.text
    minutes = int(re.search(r"\*\*Minutes:\*\* (\d+)", text)[1])
    assert minutes == of.front_matter["minutes"]
    for field in FIELDS:
        said = re.search(rf"^\*\*{field}\.\*\* (.+)$", text, re.M)
        assert len(said[1].split()) >= 8, field
    assert 2 <= len(items(text.split("**Likely misconceptions**")[1])) <= 3
    shorter = int(re.search(r"(\d+) minutes", text.split("With less time")[1])[1])
    assert shorter < minutes


@pytest.mark.parametrize(("title", "text"), [*notes(), ("plans", PLANS.text)])
def test_sections_exercises_and_controls_named_in_italics_are_there(title, text):
    pages = CHAPTERS if title == "plans" else [chapter(text)]
    labs = (ROOT / "exercises/leverplug/widgets").rglob("*.py")
    there = "\n".join([*(page.text for page in pages), *(lab.read_text("utf-8") for lab in labs)])
    named = re.findall(r"(?<!\*)\*([A-Z][^*]*[^*.:…])\*(?!\*)", text)
    assert [name for name in named if name not in there] == []


def test_profiles_are_three_or_four_and_said_to_be_invented():
    page = contents.read(f"{FOLDER}learner_profiles")
    people = re.findall(r"^## ", page.text, re.M)
    assert 3 <= len(people) <= 4
    assert "invented" in page.text.split("## ")[0]
    assert len(re.findall(r"\*\*(?:She|He) starts with\*\*", page.text)) == len(people)


def test_services_of_others_are_named_only_where_they_are_explained():
    named = re.compile(r"nbgrader|Binder|Colab|nbgitpuller", re.I)
    found = {page.name.removeprefix(FOLDER) for page in PAGES if named.search(page.text)}
    assert found == {"index", "assignments_setup", "hub_setup"}
    for page in PAGES:
        assert "not part of this release" not in page.text


def test_commands_that_instructors_are_told_are_there():
    page = contents.read(f"{FOLDER}assignments_setup").text
    blocks = "".join(re.findall(r"^```bash\n(.*?)^```", page, re.M | re.S))
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.M))
    told = {"assignments", "grade", "answers", "marks"}
    assert set(re.findall(r"^make ([a-z-]+)", blocks, re.M)) == told & targets
    makefile = (ROOT / "Makefile").read_text("utf-8")
    variables = set(re.findall(r"\b([A-Z]+)=", re.sub(r"```text.*?```", "", page, flags=re.S)))
    assert variables - {"SANDBOX", "ADDRESS"} <= set(re.findall(r"\$\(([A-Z]+)\)", makefile))
    assert {"FROM", "CLASS", "COLUMN", "MARKER", "CLUSTER"} <= variables
    assert {name for name in re.findall(r"\b(\d\d_\w+)", blocks)} <= {
        path.stem for path in (ROOT / "exercises" / "assignments").glob("*.md")
    }


def test_the_first_page_leads_to_all_the_others():
    index = contents.read(f"{FOLDER}index")
    linked = {target for _, target in LINK.findall(index.text)}
    others = {f"{page.name.removeprefix(FOLDER)}.md" for page in PAGES} - {"index.md"}
    assert others <= linked
