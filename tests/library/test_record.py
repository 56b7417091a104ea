"""A record gives back what was decided, exactly; as JSON, and as a code short enough for a URL."""

import json
import re
from functools import cache
from importlib import resources

import pytest
from designs import texts, usual_ventures, ventures
from hypothesis import example, given
from hypothesis import strategies as st
from leverplug import catalogue, record
from leverplug.record import RecordError, document, short_code
from leverplug.record.form import MOST_SEED
from leverplug.venture import Change, Firm, Founder, Tie, Venture

SCHEMA = json.loads((resources.files("leverplug.record") / "schema.json").read_text("utf-8"))
SEEDS = st.integers(0, MOST_SEED)
PREDICTIONS = st.dictionaries(
    texts(40, 1),
    st.booleans() | st.integers(-MOST_SEED, MOST_SEED) | texts(400)
    | st.floats(-1e15, 1e15, allow_nan=False),
    max_size=6,
)  # fmt: skip
ANSWERS = st.dictionaries(texts(40, 1), texts(200).map(lambda t: t + "\n\tmore"), max_size=4)
FAIR = Tie("fair-1", "trade_fair", 0.2, 2, 30, "developed", (Change(5, 0.125),), "Hannover")
KIN = Tie("kin-1", "kin", 0.3)
DESIGN = Venture(Firm("high_tech", 0.25), ties=(FAIR, KIN), links=(("kin-1", "fair-1"),), name="é")


@cache
def validator():
    """What holds a record against the schema; late, because it takes seconds to import."""
    import jsonschema

    return jsonschema.Draft202012Validator(SCHEMA)


@given(ventures(12), SEEDS, PREDICTIONS, ANSWERS)
@example(DESIGN, 0, {}, {})
def test_json_gives_back_the_same_record(venture, seed, predictions, answers):
    text = record.dumps(venture, seed, predictions, answers)
    found = record.loads(text)
    assert found.venture == venture
    assert (found.seed, dict(found.predictions), dict(found.answers)) == (
        seed,
        predictions,
        answers,
    )
    assert found.same_model
    assert record.dumps(found.venture, seed, predictions, answers) == text


@given(ventures(30), SEEDS, PREDICTIONS)
@example(DESIGN, MOST_SEED, {"born global": True, "first export": 5, "share": 0.4})
def test_a_code_gives_back_the_same_decisions(venture, seed, predictions):
    code = record.code(venture, seed, predictions)
    found = record.from_code(code)
    assert found.venture == venture
    assert (found.seed, dict(found.predictions)) == (seed, predictions)
    assert record.code(found.venture, seed, predictions) == code
    assert re.fullmatch(r"[A-Za-z0-9_-]+", code)


@given(ventures(12), SEEDS, PREDICTIONS, ANSWERS)
def test_what_is_written_follows_the_published_schema(venture, seed, predictions, answers):
    validator().validate(json.loads(record.dumps(venture, seed, predictions, answers)))


@given(
    usual_ventures(12), SEEDS, st.dictionaries(st.sampled_from(
        ["first_export", "born_global", "scope", "survived"]), st.integers(0, 1000).map(
            lambda n: n / 1000) | st.integers(0, 400)),
)  # fmt: skip
def test_twelve_ties_fit_into_four_hundred_characters(venture, seed, predictions):
    assert len(record.code(venture, seed, predictions)) <= 400


SURE = {"confidence": {"share": 3}, "second": {"share": 0.6}, "why": {"share": "It grew late."},
        "scenario": "a-scenario_7"}  # fmt: skip


def test_how_sure_a_learner_was_and_the_second_answer_are_kept():
    predictions = {"share": 0.4, "scope": 2}
    text = record.dumps(DESIGN, 7, predictions, **SURE)
    validator().validate(json.loads(text))
    for found in (
        record.loads(text),
        record.read(record.hand_in_text(DESIGN, 7, predictions, **SURE)),
    ):
        assert {name: dict(getattr(found, name)) for name in ("confidence", "second", "why")} == {
            name: value for name, value in SURE.items() if name != "scenario"
        }
        assert found.scenario == "a-scenario_7"


@pytest.mark.parametrize(
    ("field", "value", "remedy"),
    [
        ("confidence", {"scope": 3}, "a prediction of this record"),
        ("confidence", {"share": 0}, "from 1 (a guess) to 4 (certain)"),
        ("confidence", {"share": 5}, "from 1 (a guess) to 4 (certain)"),
        ("confidence", {"share": True}, "from 1 (a guess) to 4 (certain)"),
        ("confidence", {"share": 2.0}, "from 1 (a guess) to 4 (certain)"),
        ("second", {"scope": 3}, "a prediction of this record"),
        ("second", {"share": None}, "finite number"),
        ("why", {"share": "x" * 401}, "at most 400"),
        ("why", {"share": "\u202eturned"}, ""),
        ("why", ["share"], "group"),
        ("scenario", "x" * 701, "at most 700"),
        ("scenario", None, ""),
    ],
)
def test_what_is_said_of_predictions_is_checked(field, value, remedy):
    whole = json.loads(record.dumps(DESIGN, 7, {"share": 0.4}))
    whole[field] = value
    with pytest.raises(RecordError) as caught:
        record.loads(json.dumps(whole))
    assert field in caught.value.field
    assert remedy in str(caught.value)


def test_the_published_schema_is_a_schema_itself():
    assert SCHEMA["$schema"] == validator().META_SCHEMA["$id"]
    validator().check_schema(SCHEMA)


@pytest.mark.parametrize("path", [(), ("venture",), ("venture", "firm"), ("venture", "ties", 0)])
def test_the_schema_refuses_a_field_too_many_and_one_too_few(path):
    for spoil in (lambda part: part.update(more=1), lambda part: part.popitem()):
        whole = json.loads(record.dumps(DESIGN))
        part = whole
        for step in path:
            part = part[step]
        spoil(part)
        assert not validator().is_valid(whole)
        with pytest.raises(RecordError):
            record.loads(json.dumps(whole))


def test_twelve_ties_with_three_changes_each_and_the_largest_seed_fit_too():
    kinds = list(catalogue.tie_kinds())[:12]
    changes = (Change(38, 0.057), Change(39, 0.011), Change(40, 0.059))
    ties = tuple(
        Tie(f"{kind}-99", kind, 0.037, 37, 40, changes=changes,
            region="emerging" if catalogue.tie_kinds()[kind].has_region else None)
        for kind in kinds
    )  # fmt: skip
    links = tuple((ties[i].id, ties[j].id) for i in range(12) for j in range(i))[:12]
    design = Venture(Firm("high_tech", 0.333), Founder(0.777, 1.999), ties=ties, links=links,
                     name="Twenty letters long!")  # fmt: skip
    expected = {"first_export": 39, "born_global": 0.123, "scope": 2.75, "survived": 0.999}
    code = record.code(design, MOST_SEED, expected)
    assert len(code) <= 400
    assert record.from_code(code).venture == design


@pytest.mark.parametrize(
    "tie_id", ["kin-1", "kin-0", "kin-01", "kin-", "kin", "-1", "kin-1-2", "club-1", "kin-²",
               "kin-１", "kin--1", "kin-1000000000000", "kin-9", "Tante Ärmel", "亲戚-1"]
)  # fmt: skip
def test_any_id_is_kept_to_the_letter(tie_id):
    venture = Venture(ties=(Tie(tie_id, "kin", 0.1),))
    assert record.from_code(record.code(venture)).venture.ties[0].id == tie_id


def test_effort_keeps_every_digit():
    venture = Venture(ties=(Tie("kin-1", "kin", 0.1 + 0.2),))
    for found in (record.loads(record.dumps(venture)), record.from_code(record.code(venture))):
        assert found.venture.ties[0].effort == 0.30000000000000004


def test_answers_stay_out_of_a_code():
    written = record.dumps(DESIGN, answers={"why": "because"})
    assert record.loads(written).answers == {"why": "because"}
    assert record.from_code(record.code(DESIGN)).answers == {}


def test_any_of_the_three_forms_opens():
    code = record.code(DESIGN, 7)
    forms = [
        record.dumps(DESIGN, 7),
        "\ufeff" + record.dumps(DESIGN, 7) + "\n",
        code,
        f"  {code}\n",
        f"https://example.org/book/lab.html?v={code}#lab",
        f"lab.html?lang=en&v={code}",
        f"lab.html?lang=en&amp;v={code}",
        f"Mine is here: https://example.org/book/lab.html?v={code} - open it!",
        f"{code[:20]}\n{code[20:40]}\u00a0{code[40:]}\u200b",
        code.replace("--", "\u2014").replace("-", "\u2011"),
        record.hand_in_text(DESIGN, 7),
    ]
    assert {(found.venture, found.seed) for found in map(record.read, forms)} == {(DESIGN, 7)}


def test_the_model_is_named_and_compared():
    assert re.fullmatch(r"\d+-[0-9a-f]{8}", record.model_version())
    old = record.loads(record.dumps(DESIGN, model="0-12345678"))
    assert (old.model, old.same_model) == ("0-12345678", False)
    assert record.from_code(record.code(DESIGN, model="0-12345678")).model == "0-12345678"


def test_a_changed_parameter_makes_another_model(monkeypatch):
    before = record.model_version()
    changed = dict(catalogue.parameters())
    upkeep = changed["upkeep"]
    changed["upkeep"] = type(upkeep)(**(vars(upkeep) | {"value": upkeep.value + 0.001}))
    monkeypatch.setattr(catalogue, "parameters", lambda *_: changed)
    record.model_version.cache_clear()
    try:
        assert record.model_version() != before
    finally:
        record.model_version.cache_clear()


def test_the_code_knows_every_kind_sector_and_region_of_the_catalogue():
    wires = [kind.wire for kind in catalogue.tie_kinds().values()]
    assert len(set(wires)) == len(wires)
    assert set(wires) <= set(range(64))
    assert set(short_code.SECTORS) == set(catalogue.SECTORS)
    assert set(short_code.REGIONS) == {None, *catalogue.foreign_regions()}


def test_the_numbers_of_kinds_in_codes_are_for_ever():
    """Those of the first release, in the order of its table: codes in people's links have them."""
    first = (
        "kin", "colleagues", "club", "domestic_contacts", "foreign_contacts", "trade_fair",
        "industry_association", "distributor", "key_customer", "trade_council", "university",
        "online_community", "adviser", "strategic_partner", "multinational",
    )  # fmt: skip
    wires = {kind.key: kind.wire for kind in catalogue.tie_kinds().values()}
    assert [wires[key] for key in first] == list(range(15))


def test_the_schema_knows_every_kind_sector_and_region_of_the_catalogue():
    kinds = SCHEMA["$defs"]["tie"]["properties"]["kind"]["enum"]
    regions = SCHEMA["$defs"]["tie"]["properties"]["region"]["enum"]
    sectors = SCHEMA["$defs"]["venture"]["properties"]["firm"]["properties"]["sector"]["enum"]
    assert set(kinds) == set(catalogue.tie_kinds())
    assert set(regions) == {None, *catalogue.foreign_regions()}
    assert set(sectors) == set(catalogue.SECTORS)


def test_a_code_of_today_opens_tomorrow():
    """Made once with version 1 and kept: codes are in people's links, so this must never change."""
    found = record.from_code(
        "Ae6qqGcSJgdThITOwFqTVQOq3Ju6am-Uz_6oa-ahlGz0j35xt8QZXBdUDF7dbfWjkDyAyEocDbhjtEdd"
        "ofhoBEeTZ1F1b9SDwAAEsRoJSC3E"
    )
    assert found.venture == DESIGN
    assert (found.seed, dict(found.predictions), found.model) == (
        7, {"born_global": True, "first_export": 5, "why": "Kin first."}, "1-00000000",
    )  # fmt: skip


def test_json_of_the_first_version_opens():
    """Written by hand from the schema of version 1."""
    found = record.loads(
        """{"format": "leverplug-record", "version": 1, "model": "1-00000000", "seed": 7,
        "venture": {"firm": {"sector": "high_tech", "home_market": 0.25},
          "founder": {"experience": 0.5, "obligation": 1.0},
          "capabilities": {"search": 0.05, "learning": 0.05, "pruning": 0.0},
          "ties": [
            {"id": "fair-1", "kind": "trade_fair", "effort": 0.2, "start": 2, "end": 30,
             "region": "developed", "changes": [{"quarter": 5, "effort": 0.125}],
             "label": "Hannover"},
            {"id": "kin-1", "kind": "kin", "effort": 0.3, "start": 1, "end": null,
             "region": null, "changes": [], "label": ""}],
          "links": [["kin-1", "fair-1"]], "name": "\\u00e9"},
        "predictions": {}, "answers": {"why": "Kin first.\\nThen the fair."}}"""
    )
    assert found.venture == DESIGN
    assert found.answers == {"why": "Kin first.\nThen the fair."}
    assert (found.confidence, found.second, found.why, found.scenario) == ({}, {}, {}, "")


def test_json_of_today_opens_tomorrow():
    """Written by hand from the schema of version 2."""
    found = record.loads(
        """{"format": "leverplug-record", "version": 2, "model": "1-00000000", "seed": 7,
        "venture": {"firm": {"sector": "traditional", "home_market": 0.5},
          "founder": {"experience": 0.5, "obligation": 1.0},
          "capabilities": {"search": 0.05, "learning": 0.05, "pruning": 0.0},
          "ties": [], "links": [], "name": "Kiwi"},
        "predictions": {"born_global": 35}, "answers": {"reasons": "Few."},
        "confidence": {"born_global": 2}, "second": {"born_global": 20},
        "why": {"born_global": "Nobody opened a door."}, "scenario": "AbC-1_"}"""
    )
    assert found.venture == Venture(name="Kiwi")
    assert (found.confidence, found.second) == ({"born_global": 2}, {"born_global": 20})
    assert found.why == {"born_global": "Nobody opened a door."}
    assert found.scenario == "AbC-1_"


def test_a_record_of_an_older_version_is_brought_up_to_date(monkeypatch):
    def from_two(old):
        return {**old, "version": 3, "seed": old["seed"] + 1}

    written = record.dumps(DESIGN, seed=7)
    monkeypatch.setattr(document, "VERSION", 3)
    monkeypatch.setitem(document.MIGRATIONS, 2, from_two)
    assert record.loads(written).seed == 8


def test_an_old_record_goes_through_every_version_between(monkeypatch):
    """Two steps registered for the test: there is no older format yet."""
    written = json.loads(record.dumps(DESIGN, seed=7))
    oldest = {**written, "version": 0, "luck": written["seed"]}
    del oldest["seed"]
    monkeypatch.setattr(document, "VERSION", 3)
    monkeypatch.setitem(
        document.MIGRATIONS,
        0,
        lambda old: {name: old[name] for name in old if name != "luck"} | {"seed": old["luck"]},
    )
    monkeypatch.setitem(document.MIGRATIONS, 2, lambda old: {**old, "seed": old["seed"] + 1})
    found = record.loads(json.dumps(oldest))
    assert (found.seed, found.venture) == (8, DESIGN)


@pytest.mark.parametrize("old", ["venture", "seed"])
def test_an_old_record_that_is_not_as_it_was_written_is_refused_with_the_reason(monkeypatch, old):
    def step(document):
        return {**document, "seed": document["seed"] + len(document["venture"]["ties"])}

    whole = json.loads(record.dumps(DESIGN))
    whole[old] = None
    monkeypatch.setattr(document, "VERSION", 3)
    monkeypatch.setitem(document.MIGRATIONS, 2, step)
    with pytest.raises(RecordError) as caught:
        record.loads(json.dumps(whole))
    assert (caught.value.field, caught.value.value) == ("version", 2)
    assert "not as version 2 was written" in caught.value.remedy


def test_what_a_step_leaves_is_checked_like_any_record(monkeypatch):
    written = record.dumps(DESIGN)
    monkeypatch.setattr(document, "VERSION", 3)
    monkeypatch.setitem(document.MIGRATIONS, 2, lambda old: {**old, "seed": -1})
    with pytest.raises(RecordError, match="seed"):
        record.loads(written)


def test_a_code_of_an_older_version_goes_to_the_reader_of_its_own(monkeypatch):
    def of_old(whole):
        return {"venture": DESIGN, "seed": whole, "predictions": {}, "model": "0-00000000"}

    monkeypatch.setitem(short_code.READERS, 0, of_old)
    assert record.from_code(record.packing.seal(0, 123456)).seed == 123456
    monkeypatch.delitem(short_code.READERS, 0)
    with pytest.raises(RecordError) as caught:
        record.from_code(record.packing.seal(0, 123456))
    assert (caught.value.field, caught.value.value) == ("code version", 0)
    assert "make the record again" in caught.value.remedy


def test_an_older_version_that_nobody_can_open_is_refused_with_the_reason(monkeypatch):
    written = record.dumps(DESIGN)
    monkeypatch.setattr(document, "VERSION", 3)
    with pytest.raises(RecordError) as caught:
        record.loads(written)
    assert (caught.value.field, caught.value.value) == ("version", 2)
    assert "make the record again" in caught.value.remedy


def test_a_newer_version_is_refused_with_the_remedy():
    newer = record.dumps(DESIGN).replace('"version":2', '"version":3')
    with pytest.raises(RecordError) as caught:
        record.loads(newer)
    assert (caught.value.field, caught.value.value) == ("version", 3)
    assert "newer leverplug" in caught.value.remedy


def test_a_code_of_a_newer_version_is_refused_with_the_remedy():
    newer = record.packing.seal(2, 123456)
    with pytest.raises(RecordError) as caught:
        record.from_code(newer)
    assert (caught.value.field, caught.value.value) == ("code version", 2)
    assert "newer leverplug" in caught.value.remedy
