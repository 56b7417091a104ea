"""A file of work comes back as it was saved, and a damaged or foreign one is refused in words."""

import json
from importlib import resources

import pytest
from leverplug import record
from leverplug.record import RecordError, block, document, work
from leverplug.venture import Tie, Venture

WHEN = "2026-11-30T12:00:00.000Z"
DESIGN = Venture(ties=(Tie("kin-1", "kin", 0.3),), name="Kiwi")
WHOLE = {
    "format": "leverplug-work", "version": 1, "book": "Levers and Plugs 2.0.0", "saved": WHEN,
    "predictions": {
        "home": {"question": "Sooner?", "answer": "Earlier in some", "choice": 2, "when": WHEN,
                 "confidence": 3, "right": True,
                 "second": {"answer": "Later", "choice": 3, "when": WHEN, "right": False},
                 "why": "Push <b>pushes</b>."},
        "many": {"question": "How many?", "answer": 30.5, "when": WHEN, "late": True},
    },
    "self_checks": {"inv": {"question": "What is it?", "answer": "A firm", "choice": 1,
                            "when": WHEN, "right": True}},
    "reviews": {"inv@lever_plug/whose_help": {"question": "What is it?", "answer": "A firm",
                                              "choice": 1, "when": WHEN, "right": True}},
    "exercises": {"by-hand": {"tried": WHEN, "checked": True}, "other": {"tried": WHEN}},
    "challenges": {"strategy/build:lab": ["first", "second"]},
    "labs": {"strategy/build:lab": '{"settings":{"luck":3}}'},
    "code": {"born/why:cell-2": {"text": "print(2)\n\tx", "book": "print(1)"}},
    "records": [json.loads(record.dumps(DESIGN, 7, {"born_global": 35}))],
}  # fmt: skip


def as_text(whole) -> str:
    return json.dumps(whole)


def saved(found) -> dict:
    return json.loads(document.as_text(work.as_document(found)))


def refusal(text) -> RecordError:
    with pytest.raises(RecordError) as caught:
        work.parse(text)
    assert len(str(caught.value)) < 700
    return caught.value


def schema(name):
    return json.loads((resources.files("leverplug.record") / name).read_text("utf-8"))


def test_a_file_comes_back_as_it_was_saved():
    found = work.parse(as_text(WHOLE))
    assert saved(found) == WHOLE
    assert found.predictions["home"].second.answer == "Later"
    assert found.records[0].venture == DESIGN


def test_a_file_as_saved_follows_the_published_schema():
    import jsonschema

    published = schema("work_schema.json")
    jsonschema.Draft202012Validator.check_schema(published)
    jsonschema.validate(WHOLE, published)
    jsonschema.validate(WHOLE["records"][0], schema("schema.json"))


def test_a_file_of_work_is_read_wherever_a_record_is():
    for text in (as_text(WHOLE), block.write_work(work.parse(as_text(WHOLE)))):
        opened = record.open_text(text)
        assert saved(opened.work) == WHOLE
        assert opened.remarks == ()
        assert record.read(text).venture == DESIGN


def test_records_of_the_first_version_open_in_a_file_of_work():
    old = json.loads(record.dumps(DESIGN)) | {"version": 1}
    for name in ("confidence", "second", "why", "scenario"):
        del old[name]
    assert work.parse(as_text(WHOLE | {"records": [old]})).records[0].venture == DESIGN


def test_a_file_without_a_record_says_so_where_one_is_wanted():
    with pytest.raises(RecordError, match="hand in a venture with it"):
        record.read(as_text(WHOLE | {"records": []}))


def test_the_hand_in_text_tells_what_was_done():
    text = block.write_work(work.parse(as_text(WHOLE)))
    for words in ("Levers and Plugs: my work", "Prediction home: Sooner?",
                  "Answer: Earlier in some (rather sure), right",
                  "Answered again: Later, not right",
                  "Why: Push <b>pushes</b>.", "Exercises tried: 2, checked: 1",
                  "Challenges met: 2", "Venture: Kiwi"):  # fmt: skip
        assert words in text
    (remark,) = record.open_text(text.replace("(rather sure), right", "(certain), right")).remarks
    assert "“in some certain right” where the record has “some rather sure right”" in remark


def spoilt(path, value):
    whole = json.loads(as_text(WHOLE))
    part = whole
    for step in path[:-1]:
        part = part[step]
    part[path[-1]] = value
    return as_text(whole)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("version",), 0), (("version",), "1"), (("book",), None), (("saved",), "x" * 41),
        (("predictions",), []), (("predictions",), {"": {}}), (("predictions", "home"), "yes"),
        (("predictions", "home", "answer"), None), (("predictions", "home", "answer"), True),
        (("predictions", "home", "answer"), 1e300), (("predictions", "home", "choice"), 0),
        (("predictions", "home", "choice"), 27), (("predictions", "home", "confidence"), 5),
        (("predictions", "home", "right"), 1), (("predictions", "home", "late"), 1),
        (("predictions", "home", "more"), 1),
        (("predictions", "home", "why"), "x" * 401), (("predictions", "home", "second"), {}),
        (("predictions", "home", "question"), "\u202eturned"),
        (("exercises", "by-hand"), {}), (("exercises", "by-hand", "checked"), "yes"),
        (("challenges", "strategy/build:lab"), "first"), (("labs", "strategy/build:lab"), {}),
        (("code", "born/why:cell-2", "text"), 3), (("records",), {}), (("records",), [{}]),
        (("records",), [None] * 51), (("labs",), {str(n): "" for n in range(501)}),
        (("more",), 1),
    ],
)  # fmt: skip
def test_a_wrong_value_is_refused_by_its_field(path, value):
    error = refusal(spoilt(path, value))
    if path[0] == "records" and value == [{}]:
        assert error.field == "format"
    else:
        assert all(step in error.field for step in path), error.field


def test_a_newer_file_is_refused_with_the_remedy():
    assert "newer leverplug" in refusal(spoilt(("version",), 2)).remedy


def test_what_is_no_file_of_work_is_refused():
    for text in ("", "{}", "[]", "null", "no", record.dumps(DESIGN), as_text(WHOLE)[:-9]):
        refusal(text)
    refusal(as_text(WHOLE) + " " * work.LARGEST)
