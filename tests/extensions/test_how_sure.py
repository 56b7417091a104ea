"""How sure a learner is, said in the same words by the page, its script and the record."""

import json
import re

from contents import ROOT
from leverplug.record import CONFIDENCE
from practice import answer_again, fields

WEB = ROOT / "book" / "_ext" / "practice" / "web"


def test_four_steps_have_one_set_of_words():
    script = (WEB / "answers.js").read_text(encoding="utf-8")
    in_script = json.loads(re.search(r"^export const SURE = (\[.*\]);", script, re.MULTILINE)[1])
    assert list(fields.SURE) == in_script == list(CONFIDENCE.values())


def test_a_reason_is_as_long_in_the_page_as_in_its_script():
    script = (WEB / "reveals.js").read_text(encoding="utf-8")
    assert f"const LONGEST_WHY = {answer_again.LONGEST_WHY};" in script
