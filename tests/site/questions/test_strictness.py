"""The build refuses a question that would leave a learner alone; other formats get plain text."""

import doctest
from pathlib import Path

from practice import answers
from small_book import PAGES, build

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


def test_other_formats_get_plain_text_with_all_of_the_feedback(tmp_path: Path):
    run = build(tmp_path, "text", PAGES)
    assert run.returncode == 0, run.stderr
    text = " ".join((tmp_path / "text" / "index.txt").read_text(encoding="utf-8").split())
    for part in ("Which claim holds?", "The second", "Right.", "Because the sign agrees.",
                 "as the text says", "How many of 100", "Your answer (of 100)", "About thirty.",
                 "Both spend the same effort."):  # fmt: skip
        assert part in text
    assert "Clear my data" not in text


def test_the_example_of_how_answers_are_read_is_right():
    failed, tried = doctest.testmod(answers)
    assert (failed, tried > 0) == (0, True)
