"""A damaged or hostile record is refused with field, value and remedy, and nothing in it is run."""

import base64
import json
import re
from binascii import crc32

import pytest
from designs import ventures
from each import each
from hypothesis import given
from hypothesis import strategies as st
from leverplug import record
from leverplug.record import RecordError, packing
from leverplug.venture import Change, Tie, Venture

TIES = (
    Tie("fair-1", "trade_fair", 0.2, 2, 30, "developed", (Change(5, 0.125),), "Hannover"),
    Tie("kin-1", "kin", 0.3),
)
DESIGN = Venture(ties=TIES, links=(("kin-1", "fair-1"),), name="Kiwi")
TEXT = record.dumps(DESIGN, 7, {"share": 0.4}, {"why": "because"})
CODE = record.code(DESIGN, 7, {"share": 0.4})
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


def refusal(open_it, text) -> RecordError:
    """The error with which a text is refused, held to what every error must say."""
    with pytest.raises(RecordError) as caught:
        open_it(text)
    error = caught.value
    assert error.field
    assert len(error.remedy) > 5
    assert error.field in str(error)
    assert error.remedy in str(error)
    assert len(str(error)) < 700
    str(error).encode()  # it can be shown and stored
    return error


def outcome(open_it, text) -> object:
    """The record, or the error with which it is refused; anything else is a failure."""
    try:
        return open_it(text)
    except RecordError as error:
        return error


def changed(*path, to) -> str:
    """The record with one value exchanged, as JSON."""
    whole = json.loads(TEXT)
    here = whole
    for step in path[:-1]:
        here = here[step]
    here[path[-1]] = to
    return json.dumps(whole)


# --- damage ------------------------------------------------------------------------------------


def test_every_truncation_of_a_code_is_refused():
    for length in range(len(CODE)):
        assert refusal(record.from_code, CODE[:length]).field == "code"


def test_every_truncation_of_the_json_is_refused():
    for length in range(len(TEXT)):
        refusal(record.loads, TEXT[:length])


def test_every_flipped_bit_of_a_code_is_refused():
    sealed = base64.urlsafe_b64decode(CODE + "=" * (-len(CODE) % 4))
    for bit in range(8 * len(sealed)):
        flipped = bytearray(sealed)
        flipped[bit // 8] ^= 1 << bit % 8
        text = base64.urlsafe_b64encode(flipped).decode().rstrip("=")
        assert "check sum" in refusal(record.from_code, text).remedy


def test_every_changed_character_of_a_code_is_refused():
    for place, old in enumerate(CODE):
        for new in (ALPHABET[(ALPHABET.index(old) + step) % 64] for step in (1, 2, 31)):
            refusal(record.from_code, CODE[:place] + new + CODE[place + 1 :])


def test_neighbours_swapped_in_a_code_are_refused():
    for place in range(len(CODE) - 1):
        if CODE[place] != CODE[place + 1]:
            swapped = CODE[:place] + CODE[place + 1] + CODE[place] + CODE[place + 2 :]
            refusal(record.from_code, swapped)


@given(st.data())
def test_a_flipped_bit_of_the_json_is_refused_or_still_a_record(data):
    """JSON has no check sum: what a flip leaves valid must open, all else be refused in words."""
    body = bytearray(TEXT.encode())
    place = data.draw(st.integers(0, 8 * len(body) - 1))
    body[place // 8] ^= 1 << place % 8
    found = outcome(record.loads, body.decode("utf-8", "replace"))
    assert isinstance(found, (record.Record, RecordError))


@given(st.text() | st.text(ALPHABET) | st.binary().map(lambda b: b.decode("latin-1")))
def test_no_text_does_anything_but_open_or_be_refused(text):
    for open_it in (record.read, record.loads, record.from_code):
        refusal(open_it, text)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
        max_leaves=8,
    ),
    st.sampled_from(["format", "version", "model", "seed", "venture", "predictions", "answers"]),
)
def test_no_value_in_place_of_a_field_does_anything_but_open_or_be_refused(value, name):
    whole = json.loads(TEXT)
    whole[name] = value
    assert isinstance(outcome(record.loads, json.dumps(whole)), (record.Record, RecordError))


@given(ventures(4), st.integers(0, 2**400))
def test_a_forged_code_with_a_right_check_sum_opens_or_is_refused(venture, noise):
    """Anyone can work out the check sum, so what it covers is no safer than the rest."""
    version, whole = packing.unseal(record.code(venture))
    for forged in (noise + 1, whole ^ (noise % whole or 1), whole * 7 + noise):
        found = outcome(record.from_code, packing.seal(version, forged))
        assert isinstance(found, (record.Record, RecordError))


# --- size and depth -----------------------------------------------------------------------------


@pytest.mark.parametrize("open_it", [record.read, record.loads, record.from_code])
def test_more_than_64_kilobytes_are_refused_before_they_are_read(open_it):
    error = refusal(open_it, "A" * (record.LARGEST + 1))
    assert error.value == f"{record.LARGEST + 1} bytes"
    refusal(open_it, "é" * (record.LARGEST // 2 + 1))


def test_the_largest_code_that_may_be_read_is_refused_in_good_time():
    body = bytes([1]) + b"\xff" * (record.LARGEST * 3 // 4 - 5)
    text = base64.urlsafe_b64encode(body + crc32(body).to_bytes(4)).decode().rstrip("=")
    assert len(text) <= record.LARGEST
    refusal(record.from_code, text)


def test_a_forged_code_cannot_announce_more_than_a_record_holds():
    texts, lists, endless = packing.Packer(), packing.Packer(), packing.Packer()
    texts.natural(10**9)
    assert "1000000000 characters" in refusal(record.from_code, sealed(texts)).remedy
    lists.text("1-00000000")  # the model
    lists.natural(7)  # the seed
    lists.text("")  # the name
    lists.number(0, 64)  # the sector
    for most in (1, 1, 2, 1, 1, 1):  # the firm, the founder, the capabilities
        lists.share(0.0, most)
    lists.natural(10**9)  # ties
    assert "a list of 1000000000" in refusal(record.from_code, sealed(lists)).remedy
    for _ in range(99):
        endless.number(15, 16)
    assert "no end" in refusal(record.from_code, sealed(endless)).remedy


def sealed(packer) -> str:
    return packing.seal(1, packer.packed())


def test_a_record_too_large_to_open_is_not_written():
    answers = {f"q{n}": "x" * 8000 for n in range(9)}
    with pytest.raises(RecordError, match="shorten the answers"):
        record.dumps(DESIGN, answers=answers)


@pytest.mark.parametrize("opening", ["[", '{"a":', '[{"a":'])
@pytest.mark.parametrize("depth", [9, 500, 10_000])
def test_deep_nesting_is_refused(opening, depth):
    assert "nests deeper" in refusal(record.loads, opening * depth).remedy


def test_brackets_inside_a_text_are_no_nesting():
    found = record.loads(record.dumps(DESIGN, answers={"why": '[{"' * 100 + "\\"}))
    assert found.answers["why"] == '[{"' * 100 + "\\"


# --- hostile values -----------------------------------------------------------------------------


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999", "-1e999"])
def test_numbers_that_are_not_finite_are_refused(number):
    for whole in (
        TEXT.replace('"effort":0.2', f'"effort":{number}'),
        TEXT.replace('"share":0.4', f'"share":{number}'),
        TEXT.replace('"seed":7', f'"seed":{number}'),
    ):
        assert whole != TEXT
        refusal(record.loads, whole)


@pytest.mark.parametrize("constant", ["NaN", "Infinity", "-Infinity"])
def test_what_json_does_not_know_is_refused_wherever_it_stands(constant):
    error = refusal(record.loads, f'{{"format": {constant}}}')
    assert error.value == constant
    assert "finite" in error.remedy


@pytest.mark.parametrize("digits", [30, 400, 5000])
def test_huge_numbers_are_refused(digits):
    for field in ('"effort":0.2', '"seed":7', '"start":2', '"version":2', '"share":0.4'):
        name = field.split(":")[0]
        refusal(record.loads, TEXT.replace(field, f"{name}:{'9' * digits}"))


@pytest.mark.parametrize("field", ["seed", "venture", "name", "id", "effort", "quarter", "why"])
def test_a_field_given_twice_is_refused_by_name(field):
    twice = re.sub(rf'"{field}":', rf'"{field}":0,"{field}":', TEXT, count=1)
    assert refusal(record.loads, twice).field == field


def place_of(path: tuple) -> str:
    return ".".join(map(str, path))


MISSING = [
    ("format",), ("version",), ("model",), ("seed",), ("venture",), ("predictions",), ("answers",),
    ("venture", "firm"), ("venture", "ties"), ("venture", "links"), ("venture", "name"),
    ("venture", "firm", "sector"), ("venture", "founder", "obligation"),
    ("venture", "capabilities", "pruning"), ("venture", "ties", 0, "end"),
    ("venture", "ties", 1, "id"), ("venture", "ties", 0, "changes", 0, "effort"),
]  # fmt: skip


@each(MISSING, name=place_of)
def test_a_missing_field_is_named(path):
    whole = json.loads(TEXT)
    here = whole
    for step in path[:-1]:
        here = here[step]
    del here[path[-1]]
    error = refusal(record.loads, json.dumps(whole))
    assert path[-1] in error.field


@pytest.mark.parametrize(
    "path", [(), ("venture",), ("venture", "firm"), ("venture", "ties", 1)], ids=str
)
def test_an_unknown_field_is_named(path):
    error = refusal(record.loads, changed(*path, "__class__", to="os.system"))
    assert "__class__" in error.field


WRONG = [
    (("seed",), True, "seed"),
    (("seed",), 1.0, "seed"),
    (("seed",), -1, "seed"),
    (("seed",), 2**53, "seed"),
    (("seed",), "7", "seed"),
    (("version",), "1", "version"),
    (("version",), True, "version"),
    (("version",), -1, "version"),
    (("model",), "", "model"),
    (("model",), 3, "model"),
    (("venture",), [], "venture"),
    (("venture", "firm"), None, "firm"),
    (("venture", "firm", "sector"), "banking", "sector"),
    (("venture", "firm", "sector"), {}, "sector"),
    (("venture", "firm", "home_market"), True, "home_market"),
    (("venture", "founder", "obligation"), 2.5, "obligation"),
    (("venture", "capabilities", "search"), -0.1, "search"),
    (("venture", "capabilities", "search"), "0.1", "search"),
    (("venture", "name"), None, "name"),
    (("venture", "name"), "n" * 81, "name"),
    (("venture", "ties"), {}, "ties"),
    (("venture", "ties"), [3], "ties[0]"),
    (("venture", "ties", 0), "kin", "ties[0]"),
    (("venture", "ties", 1, "id"), 5, "id"),
    (("venture", "ties", 1, "id"), "", "id"),
    (("venture", "ties", 1, "id"), "firm: entry", "id"),
    (("venture", "ties", 1, "id"), "fair-1", "id"),
    (("venture", "ties", 1, "kind"), "friend", "kind"),
    (("venture", "ties", 1, "kind"), ["kin"], "kind"),
    (("venture", "ties", 1, "region"), "close", "region"),
    (("venture", "ties", 0, "region"), None, "region"),
    (("venture", "ties", 0, "region"), "home", "region"),
    (("venture", "ties", 0, "start"), 2.0, "start"),
    (("venture", "ties", 0, "start"), 41, "start"),
    (("venture", "ties", 0, "end"), 1, "end"),
    (("venture", "ties", 0, "changes"), None, "changes"),
    (("venture", "ties", 0, "changes"), [[5, 0.1]], "changes[0]"),
    (("venture", "ties", 0, "changes", 0, "quarter"), 31, "changes"),
    (("venture", "ties", 0, "changes", 0, "quarter"), None, "quarter"),
    (("venture", "ties", 0, "changes", 0, "effort"), 1.1, "effort"),
    (("venture", "ties", 0, "effort"), 0.9, "effort"),
    (("venture", "ties", 0, "label"), 5, "label"),
    (("venture", "links"), "kin-1", "links"),
    (("venture", "links"), [["kin-1"]], "links"),
    (("venture", "links"), [["kin-1", "nobody"]], "links"),
    (("venture", "links"), [["kin-1", "kin-1"]], "links"),
    (("venture", "links"), [["kin-1", "fair-1"], ["fair-1", "kin-1"]], "links"),
    (("venture", "links"), [["kin-1", 1]], "links[0]"),
    (("predictions",), [], "predictions"),
    (("predictions", "share"), None, "predictions: share"),
    (("predictions", "share"), [1], "predictions: share"),
    (("predictions", "share"), "x" * 401, "predictions: share"),
    (("predictions",), {str(n): n for n in range(21)}, "predictions"),
    (("predictions",), {"": 1}, "predictions"),
    (("answers", "why"), 5, "answers: why"),
    (("answers", "why"), "x" * 8001, "answers: why"),
    (("answers",), {str(n): "" for n in range(51)}, "answers"),
]  # fmt: skip


@each(WRONG, name=lambda case: f"{place_of(case[0])} = {case[1]!r:.40}")
def test_a_wrong_value_is_refused_by_its_field(case):
    path, value, field = case
    assert field in refusal(record.loads, changed(*path, to=value)).field


TRICKS = {
    "lone surrogate": "\ud800",
    "nul": "kin\0",
    "escape": "\x1b[2J",
    "line break": "kin\n",
    "line separator": "kin\u2028",
    "right-to-left override": "kin\u202egnp.exe",
    "isolate": "\u2066kin\u2069",
}


SEEN = [
    ("model",), ("venture", "name"), ("venture", "ties", 1, "id"), ("venture", "ties", 1, "label"),
]  # fmt: skip


@each(
    [(path, trick) for path in SEEN for trick in TRICKS],
    name=lambda case: f"{place_of(case[0])}: {case[1]}",
)
def test_characters_that_hide_or_turn_are_refused(case):
    path, trick = case
    error = refusal(record.loads, changed(*path, to=TRICKS[trick]))
    assert "seen" in error.remedy
    assert path[-1] in error.field


def test_a_lone_surrogate_in_the_text_itself_is_refused():
    refusal(record.read, TEXT.replace("Kiwi", "\ud800"))
    refusal(record.from_code, CODE + "\udfff")


@pytest.mark.parametrize(
    "text", ["", " ", "null", "[]", "3", '"leverplug-record"', "{}", '{"format": "other"}', "<p>"]
)
def test_what_is_no_record_is_refused(text):
    refusal(record.loads, text)
    refusal(record.read, text)


@pytest.mark.parametrize("thing", [None, b"abc", 3, ["{}"], {}])
def test_what_is_no_text_is_refused(thing):
    for open_it in (record.read, record.loads, record.from_code):
        refusal(open_it, thing)


@pytest.mark.parametrize(
    "link", ["https://example.org/", "https://example.org/?w=abc", "http://[", "a/b", "?v=", "?"]
)
def test_a_link_without_a_code_is_refused(link):
    assert refusal(record.read, link).field in {"link", "code"}


def test_a_code_written_another_way_is_refused():
    """One text a record: padding, other alphabets and stray bits at the end are no codes."""
    for text in (CODE + "=", CODE.replace("-", "+"), CODE + "A", CODE[:5] + " " + CODE[5:]):
        if text != CODE:
            refusal(record.from_code, text)


def test_nothing_but_plain_data_is_ever_read():
    """The reader has no way to run anything: no evaluation, no pickle, no import by name."""
    import inspect

    from leverplug.record import block, document, form, short_code, words, work

    for module in (record, block, document, form, packing, short_code, words, work):
        source = inspect.getsource(module).replace("re.compile(", "(")
        named = set(re.findall(r"\w+", source))
        forbidden = {"eval", "exec", "pickle", "marshal", "shelve", "yaml", "__import__",
                     "import_module", "getattr_static", "compile", "subprocess"}  # fmt: skip
        assert named & forbidden == set()
