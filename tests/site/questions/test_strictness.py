"""The build refuses a question that would leave a learner alone; other formats get plain text."""

import doctest
import json
from pathlib import Path
from types import ModuleType

import pytest
from practice import answers, outcome, review_plan
from small_book import CHECK, PAGES, build

BROKEN = {
    "self-check} Which?\n:id: none-right\n- [ ] a :: no\n- [ ] b :: no": "0 are marked",
    "self-check} Which?\n:id: two-right\n- [x] a :: yes\n- [x] b :: yes": "2 are marked",
    "self-check} Which?\n:id: silent\n- [x] a :: yes\n- [ ] b": "its feedback, after ` :: `: 'b'",
    "self-check} Which?\n:id: unmarked\n- [x] a :: yes\n- b :: no": "with [x] or [ ]: 'b'",
    "self-check} Which?\n:id: lonely\n- [x] a :: yes": "at least two answers",
    "self-check} Which?\n:id: same\n- [x] a :: yes\n- [ ] a :: no": "have the same text",
    "self-check} Which?\n:id: after\n- [x] a :: y\n- [ ] b :: n\nmore": "indent this line",
    "self-check} Which?\n- [x] a :: yes\n- [ ] b :: no": "lower-case letters, digits and hyphens",
    "self-check} Which?\n:id: Loud One\n- [x] a :: yes\n- [ ] b :: no": "it has 'Loud One'",
    f"self-check}} Which?\n:id: {'x' * 41}\n- [x] a :: y\n- [ ] b :: n": "an id of at most 40",
    "predict} What?\n:id: no-kind": "list its answers",
    "predict} What?\n:id: both\n:kind: text\n- a\n- b": "kind text has no list of answers",
    "predict} What?\n:id: marked\n- [x] a\n- b": "no [x], [ ] or feedback",
    "predict} What?\n:id: open\n:kind: text": "predict 'open' has no reveal on its page",
    "reveal} unasked\nText.": "reveal 'unasked' has no predict on its page",
    "looking-back}": "looking-back finds 0 of 2 questions",
}
NUMBER, CHOICE, WORDS = ":kind: number", "- one\n- two", ":kind: text"
# What a reveal cannot mark, by the kind of prediction and the mark.
UNMARKED = {
    (CHOICE, ""): "or `:right: own`; it says ''",
    (CHOICE, ":right: c"): "of a to b, or `:right: own`; it says 'c'",
    (CHOICE, ":right: a b"): "it says 'a b'",
    (CHOICE, ":right: a, "): "it says 'a,'",
    (NUMBER, ""): "such as `:right: 20 to 30`, or `:right: own`; it says ''",
    (NUMBER, ":right: about 20"): "it says 'about 20'",
    (NUMBER, ":right: 30 to 20"): "the smaller number comes first",
    (WORDS, ":right: b"): "is judged by who wrote it",
}


def test_the_strict_build_refuses_what_would_leave_a_learner_alone(tmp_path: Path):
    good = "self-check} Which?\n:id: twice\n- [x] a :: yes\n- [ ] b :: no"
    pages = {
        "index": "# One\n\n" + "\n\n".join(f":::{{{text}\n:::" for text in (*BROKEN, good)),
        "other": f"---\norphan: true\n---\n\n# Two\n\n:::{{{good}\n:::",
    }
    run = build(tmp_path, "html", pages)
    assert run.returncode != 0
    for message in (*BROKEN.values(), "the id 'twice' is used twice"):
        assert message in run.stderr


def test_the_strict_build_wants_to_know_what_turned_out_right(tmp_path: Path):
    asked = ":::{{predict}} What?\n:id: p-{0}\n{1}\n:::\n\n:::{{reveal}} p-{0}\n{2}\n\nText.\n:::"
    pages = [asked.format(number, *written) for number, written in enumerate(UNMARKED)]
    run = build(tmp_path, "html", {"index": "# One\n\n" + "\n\n".join(pages)})
    warned = [line for line in run.stderr.splitlines() if "WARNING: reveal 'p-" in line]
    assert len(warned) == len(UNMARKED)
    for number, message in enumerate(UNMARKED.values()):
        assert message in next(line for line in warned if f"'p-{number}'" in line)


def test_a_chapter_whose_forerunners_ask_too_little_is_named(tmp_path: Path):
    contents = "```{toctree}\none\ntwo\nthree\n```"
    chapters = {name: f"# {name}\n\n{CHECK.format(id=name)}" for name in ("one", "two", "three")}
    chapters["three"] += "\n:::{looking-back}\n:::\n"
    run = build(tmp_path, "html", {"index": f"# Book\n\n{contents}", **chapters})
    assert "three.md:10: WARNING: looking-back finds 1 of 2 questions" in run.stderr


def test_a_page_follows_the_questions_that_it_shows(tmp_path: Path):
    """A question that is changed, or another chapter in between, reaches the page."""
    shown = tmp_path / "html" / "third.html"
    assert build(tmp_path, "html", PAGES).returncode == 0
    assert "What takes" in shown.read_text(encoding="utf-8")
    changed = PAGES | {"first": PAGES["first"].replace("What takes", "What grasps")}
    run = build(tmp_path, "html", {"first": changed["first"]})
    assert (run.returncode, run.stderr) == (0, "")
    assert "What grasps" in shown.read_text(encoding="utf-8")
    assert "What takes" not in shown.read_text(encoding="utf-8")
    moved = {
        "index": PAGES["index"].replace("second\nthird", "between\nsecond\nthird"),
        "between": "# Between\n\n" + CHECK.format(id="between") + CHECK.format(id="besides"),
    }
    assert build(tmp_path, "html", moved).returncode == 0
    assert 'id="back-between"' in shown.read_text(encoding="utf-8")
    assert 'id="back-lever"' not in shown.read_text(encoding="utf-8")


def test_words_are_found_where_a_question_stands_first(tmp_path: Path):
    assert build(tmp_path, "html", PAGES).returncode == 0
    index = (tmp_path / "html" / "searchindex.js").read_text(encoding="utf-8")
    index = json.loads(index.removeprefix("Search.setIndex(").rstrip().removesuffix(")"))
    assert index["terms"]["plug"] == index["docnames"].index("first")


def test_other_formats_get_plain_text_with_all_of_the_feedback(tmp_path: Path):
    run = build(tmp_path, "text", PAGES)
    assert run.returncode == 0, run.stderr
    text = " ".join((tmp_path / "text" / "index.txt").read_text(encoding="utf-8").split())
    for part in ("Which claim holds?", "The second", "Right.", "Because the sign agrees.",
                 "as the text says", "How many of 100", "Your answer (of 100)", "About thirty.",
                 "Both spend the same effort.", "a guess, rather unsure, rather sure, certain",
                 "Answer the question again, and say in one sentence why."):  # fmt: skip
        assert part in text
    assert "Clear my data" not in text
    third = (tmp_path / "text" / "third.txt").read_text(encoding="utf-8")
    assert "What is a plug?" not in third


@pytest.mark.parametrize("module", [answers, outcome, review_plan])
def test_the_examples_are_right(module: ModuleType):
    failed, tried = doctest.testmod(module)
    assert (failed, tried > 0) == (0, True)
