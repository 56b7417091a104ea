"""Every column has a meaning, every meaning a column, and every cell keeps to it.

Files are read here with csv and tomllib, not through the library, so that a
mistake in the library cannot hide one in the data.
"""

import csv
import re
import tomllib
from functools import cache
from pathlib import Path

from each import each

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "datasets"
NAMES = sorted(file.stem for file in DATA.glob("*.csv"))
EXPECTED = {
    "cases_resources",
    "ia_people",
    "ia_ties",
    "literature",
    "model_facts",
    "model_parameters",
    "model_robustness",
    "model_sensitivity",
    "regions",
    "survey_logit",
    "survey_motives",
    "survey_regression",
    "survey_ties",
    "tie_kinds",
}
TYPES = {
    "text": re.compile(r".+", re.DOTALL),
    "integer": re.compile(r"-?\d+"),
    "number": re.compile(r"-?(\d+\.?\d*|\.\d+)(e-?\d+)?"),
    "boolean": re.compile(r"true|false"),
}


@cache
def table(name: str) -> tuple[list[str], list[list[str]]]:
    """Header and rows of a CSV file."""
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        header, *rows = csv.reader(stream)
    return header, rows


@cache
def meaning(name: str) -> dict:
    """The description of a data set."""
    return tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))


def column(name: str, field: str) -> list[str]:
    """Cells of one column."""
    header, rows = table(name)
    return [row[header.index(field)] for row in rows]


def fields() -> list[tuple[str, str, dict]]:
    """(data set, column, description) for each column described."""
    return [(name, *field) for name in NAMES for field in meaning(name)["fields"].items()]


each_name = each(NAMES)
each_field = each(fields, name=lambda field: f"{field[0]}.{field[1]}")


def test_every_data_set_of_the_book_is_there():
    assert set(NAMES) >= EXPECTED


def test_every_table_has_a_description_and_every_description_a_table():
    assert sorted(file.stem for file in DATA.glob("*.toml")) == NAMES


@each_name
def test_columns_and_descriptions_are_the_same_in_the_same_order(name):
    header, rows = table(name)
    assert header == list(meaning(name)["fields"])
    assert rows
    assert all(len(row) == len(header) for row in rows)


@each_name
def test_a_data_set_says_what_it_is_where_it_comes_from_and_its_licence(name):
    said = meaning(name)
    assert said["title"]
    assert said["summary"]
    assert said["licence"] in ("facts; compilation CC-BY-4.0", "CC-BY-4.0")
    assert {"key", "note"} & set(said["source"])


@each_name
def test_key_columns_name_each_row_once(name):
    said = meaning(name)["fields"]
    keys = [field for field in said if said[field].get("key")]
    if name == "model_parameters":  # a parameter belongs to a kind of tie or to the model
        keys = ["name", "scope"]
    rows = list(zip(*(column(name, key) for key in keys), strict=True))
    assert len(set(rows)) == len(rows)


@each_name
def test_no_cell_has_stray_white_space(name):
    _, rows = table(name)
    assert [cell for row in rows for cell in row if cell != " ".join(cell.split())] == []


@each_field
def test_a_field_says_its_meaning_its_type_and_its_unit(described):
    name, _, said = described
    assert said["meaning"]
    assert said["type"] in TYPES
    if said["type"] == "number":
        assert said.get("unit") or "unit" in meaning(name)["fields"]


@each_field
def test_cells_are_of_the_fields_type_and_empty_only_where_that_means_something(described):
    name, field, said = described
    cells = column(name, field)
    assert [cell for cell in cells if cell and not TYPES[said["type"]].fullmatch(cell)] == []
    if "missing" in said:
        assert "" in cells, "take 'missing' out: no cell is empty"
    else:
        assert "" not in cells, "say with 'missing' what an empty cell means"


@each_field
def test_numbers_lie_in_the_range_and_texts_among_the_values_described(described):
    name, field, said = described
    cells = [cell for cell in column(name, field) if cell]
    if "minimum" in said:
        assert min(map(float, cells)) >= said["minimum"]
    if "maximum" in said:
        assert max(map(float, cells)) <= said["maximum"]
    if "values" in said:
        assert set(cells) <= set(said["values"])


def references() -> list[tuple[str, str, dict]]:
    return [field for field in fields() if "refers_to" in field[2]]


@each(references, name=lambda field: f"{field[0]}.{field[1]}")
def test_a_reference_points_to_a_row_of_the_other_data_set(described):
    name, field, said = described
    other, key = said["refers_to"].split(".")
    assert {cell for cell in column(name, field) if cell} <= set(column(other, key))


def test_the_regions_are_the_five_of_the_model_and_grow_more_distant():
    assert column("regions", "region") == [
        "home",
        "neighbouring",
        "close",
        "developed",
        "emerging",
    ]
    low, middle, high = (
        [float(cell) for cell in column("regions", field)] for field in ("low", "distance", "high")
    )
    assert middle == sorted(middle)
    assert middle[0] == 0
    assert all(a <= b <= c for a, b, c in zip(low, middle, high, strict=True))


def bibliography() -> set[str]:
    """Keys of the book's bibliography."""
    text = (ROOT / "book" / "references.bib").read_text(encoding="utf-8")
    return set(re.findall(r"^@\w+\{([^,\s]+),", text, re.MULTILINE))


@each_name
def test_the_source_of_a_data_set_is_in_the_bibliography(name):
    said = meaning(name)["source"]
    if "key" in said:
        assert said["key"] in bibliography()


@each([("literature", "key", False), ("model_parameters", "source", True)])
def test_every_work_a_row_cites_is_in_the_bibliography(citing):
    name, field, first_word = citing
    cells = [cell for cell in column(name, field) if cell]
    keys = {re.split(r"[\s,;]", cell)[0] if first_word else cell for cell in cells}
    assert keys - bibliography() == set()
