"""Reading data: where the files are found, and what a damaged one says."""

import doctest
import shutil
import subprocess
import sys

import pytest
from leverplug import datasets

CSV = "kind,mean\nkin,2.21\nclub,\n"
TOML = """\
title = "A trial"
[fields.kind]
type = "text"
meaning = "Kind of tie"
[fields.mean]
type = "number"
meaning = "Mean rating"
missing = "not asked"
"""


@pytest.fixture
def trial(tmp_path, monkeypatch):
    """A data folder with one sound data set called trial."""
    (tmp_path / "trial.csv").write_text(CSV, encoding="utf-8")
    (tmp_path / "trial.toml").write_text(TOML, encoding="utf-8")
    monkeypatch.setattr(datasets, "folder", lambda: tmp_path)
    return tmp_path


def test_the_examples_in_the_docstrings_hold():
    failed, tried = doctest.testmod(datasets)
    assert tried >= 7
    assert failed == 0


def test_rows_keep_the_printed_text(trial):
    assert datasets.rows("trial") == [
        {"kind": "kin", "mean": "2.21"},
        {"kind": "club", "mean": ""},
    ]


def test_a_frame_has_the_described_types_and_gaps(trial):
    table = datasets.frame("trial")
    assert list(table.columns) == ["kind", "mean"]
    assert table["mean"].iloc[0] == 2.21
    assert table["mean"].isna().tolist() == [False, True]


def test_every_data_set_fits_in_a_frame_of_its_described_types():
    for name in datasets.names():
        assert len(datasets.frame(name)) == len(datasets.rows(name))


def test_an_unknown_name_lists_the_names_there_are(trial):
    with pytest.raises(datasets.DatasetError, match=r"tial\.csv: no such data set; .*trial"):
        datasets.rows("tial")


@pytest.mark.parametrize("name", ["../trial", "", "trial.csv", "a/b"])
def test_a_name_is_never_a_path(trial, name):
    with pytest.raises(datasets.DatasetError, match="no such data set"):
        datasets.path(name)


def test_a_missing_column_is_named_with_the_remedy(trial):
    (trial / "trial.csv").write_text("kind\nkin\n", encoding="utf-8")
    with pytest.raises(datasets.DatasetError) as caught:
        datasets.rows("trial")
    assert str(caught.value) == (
        "trial.csv: the column 'mean' is missing; add it, or take [fields.mean] out of trial.toml"
    )
    assert (caught.value.file, caught.value.field) == ("trial.csv", "mean")


def test_an_undescribed_column_is_named_with_the_remedy(trial):
    (trial / "trial.csv").write_text("kind,mean,sd\nkin,2.21,1\n", encoding="utf-8")
    with pytest.raises(datasets.DatasetError, match=r"'sd' is undescribed; add \[fields\.sd\]"):
        datasets.rows("trial")


def test_a_column_that_is_there_twice_is_refused(trial):
    (trial / "trial.csv").write_text("kind,mean,mean\nkin,2,3\n", encoding="utf-8")
    with pytest.raises(datasets.DatasetError, match="'mean' is there twice; keep one"):
        datasets.rows("trial")


@pytest.mark.parametrize("row", ["kin", "kin,2.21,3"])
def test_a_row_of_the_wrong_length_is_named(trial, row):
    (trial / "trial.csv").write_text(f"kind,mean\nkin,2.21\n{row}\n", encoding="utf-8")
    with pytest.raises(datasets.DatasetError, match="row 2 has more or fewer cells"):
        datasets.rows("trial")


def test_an_empty_file_lacks_its_first_column(trial):
    (trial / "trial.csv").write_text("", encoding="utf-8")
    with pytest.raises(datasets.DatasetError, match="the column 'kind' is missing"):
        datasets.rows("trial")


def test_a_table_that_is_not_utf8_is_named(trial):
    (trial / "trial.csv").write_bytes(b"kind,mean\nk\xe9n,2\n")
    with pytest.raises(datasets.DatasetError, match=r"trial\.csv: .*UTF-8"):
        datasets.rows("trial")


def test_a_missing_description_is_named(trial):
    (trial / "trial.toml").unlink()
    with pytest.raises(datasets.DatasetError, match=r"trial\.toml: the description is missing"):
        datasets.rows("trial")


@pytest.mark.parametrize(
    ("text", "problem"), [("title = ", "cannot be read"), ('title = "x"', "no \\[fields")]
)
def test_a_damaged_description_is_named(trial, text, problem):
    (trial / "trial.toml").write_text(text, encoding="utf-8")
    with pytest.raises(datasets.DatasetError, match=problem):
        datasets.description("trial")


def test_a_cell_that_is_no_number_names_column_and_remedy(trial):
    (trial / "trial.csv").write_text("kind,mean\nkin,much\n", encoding="utf-8")
    with pytest.raises(
        datasets.DatasetError, match=r"'mean' holds .*'number'.*'much'.*trial\.toml"
    ):
        datasets.frame("trial")


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("-.0175", "number", -0.0175),
        ("7", "integer", 7),
        ("true", "boolean", True),
        ("false", "boolean", False),
        ("4.00", "text", "4.00"),
        ("", "number", None),
        ("", "text", None),
    ],
)
def test_a_cell_becomes_a_value_of_its_type(text, kind, expected):
    found = datasets.value(text, kind)
    assert found == expected
    assert type(found) is type(expected)


@pytest.mark.parametrize(
    ("text", "kind"), [("yes", "boolean"), ("1.5", "integer"), ("?", "number")]
)
def test_a_cell_of_another_type_is_refused(text, kind):
    with pytest.raises(ValueError, match=text.replace("?", r"\?")):
        datasets.value(text, kind)


def test_an_installed_copy_reads_the_data_it_carries(tmp_path):
    package = tmp_path / "site" / "leverplug"
    package.mkdir(parents=True)
    shutil.copy(datasets.__file__, package)
    shutil.copytree(datasets.folder(), package / "_datasets")
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); import datasets;"
        "print(datasets.folder().name, datasets.rows('survey_ties')[0]['mean_total'],"
        "'pandas' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(package)],
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path,
    )
    assert done.stdout.split() == ["_datasets", "2.21", "False"]


def test_a_copy_without_data_says_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setattr(datasets, "__file__", str(tmp_path / "a" / "b" / "datasets.py"))
    with pytest.raises(datasets.DatasetError, match="install leverplug again"):
        datasets.folder()
