"""The data dictionary says what the data and their descriptions say now."""

import runpy
from pathlib import Path

import pytest
from leverplug import datasets

SCRIPT = Path(__file__).resolve().parents[2] / "datasets" / "make_readme.py"


@pytest.fixture(scope="module")
def made() -> dict:
    """What the script defines."""
    return runpy.run_path(str(SCRIPT))


def test_the_dictionary_is_up_to_date(made):
    written = SCRIPT.with_name("README.md").read_text(encoding="utf-8")
    assert written == made["dictionary"](), "run: python datasets/make_readme.py"


def test_the_schema_of_records_names_the_kinds_of_tie_of_today(made):
    assert made["SCHEMA"].read_text(encoding="utf-8") == made["record_schema"]()


def test_every_column_of_every_data_set_is_in_the_dictionary():
    written = SCRIPT.with_name("README.md").read_text(encoding="utf-8")
    for name in datasets.names():
        section = written.split(f"\n## `{name}`\n")[1].split("\n## ")[0]
        for column in datasets.rows(name)[0]:
            assert section.count(f"\n| `{column}` | ") == 1


def test_a_pipe_in_a_meaning_does_not_break_the_table(made):
    field = {"type": "text", "meaning": "a | b", "values": {"x": "one"}}
    line = made["field_row"]("c", field, ["x", ""])
    assert line == "| `c` | text | a \\| b. |  | `x` one | 1 different, 1 empty |"


def test_numbers_are_measured_from_the_data(made):
    field = {"type": "number", "meaning": "m", "minimum": 0, "missing": "none asked"}
    line = made["field_row"]("c", field, ["2.50", "", "10"])
    assert line == "| `c` | number | m. Empty: none asked. |  | at least 0 | 2.50 to 10, 1 empty |"
