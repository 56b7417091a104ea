"""The kit's data: where the files are, what their columns mean, and their rows.

Every data set is a pair of files: `NAME.csv` holds the values as the source
prints them, `NAME.toml` says what each column means. A column without a
meaning, or a meaning without a column, is an error here and not a surprise
later. Only the standard library is imported; `frame` brings in pandas.
"""

from __future__ import annotations

import csv
import io
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["DatasetError", "description", "folder", "frame", "names", "path", "rows", "value"]

# How a column of each type reads in pandas; all of them can hold a missing value.
_PANDAS_TYPES = {"text": "str", "integer": "Int64", "number": "float64", "boolean": "boolean"}
_TRUTH = {"true": True, "false": False}


class DatasetError(ValueError):
    """A data file is missing, damaged or not described.

    The message names the file, the field and the remedy; the same three are
    attributes (`field` is empty when the whole file is meant).
    """

    def __init__(self, file: str, problem: str, remedy: str, field: str = "") -> None:
        super().__init__(f"{file}: {problem}; {remedy}")
        self.file, self.field, self.remedy = file, field, remedy


def folder() -> Path:
    """Folder of the data files, in an installed wheel or in a checkout.

    Raises:
        DatasetError: Neither place has it.

    Example:
        >>> (folder() / "survey_ties.csv").is_file()
        True
    """
    here = Path(__file__).resolve().parent
    places = (here / "_datasets", here.parents[1] / "datasets")
    for place in places:
        if place.is_dir():
            return place
    raise DatasetError("datasets/", f"no data folder at {places[0]} or {places[1]}",
                       "install leverplug again, or work in a full copy of the kit")  # fmt: skip


def names() -> tuple[str, ...]:
    """Names of all data sets, in alphabetical order.

    Example:
        >>> "survey_ties" in names()
        True
    """
    return tuple(sorted(file.stem for file in folder().glob("*.csv")))


def path(name: str) -> Path:
    """The CSV file of a data set.

    Raises:
        DatasetError: There is no data set of this name.

    Example:
        >>> path("survey_ties").name
        'survey_ties.csv'
    """
    if name not in names():
        known = ", ".join(names()) or "(the data folder is empty)"
        raise DatasetError(f"{name}.csv", "no such data set", f"choose one of {known}")
    return folder() / f"{name}.csv"


def description(name: str) -> dict[str, Any]:
    """What a data set and each of its columns mean: its TOML file as a dict.

    Returns:
        `title`, `source` and `licence` among others, and `fields`, which maps
        each column to its `meaning`, `type` and, where they apply, `unit`,
        `minimum`, `maximum`, `values` and `missing`.

    Raises:
        DatasetError: No description, or one that is not valid TOML.

    Example:
        >>> description("survey_ties")["fields"]["mean_total"]["unit"]
        '1 to 5 (none to a great deal)'
    """
    file = path(name).with_suffix(".toml")
    try:
        meaning = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        problem = "the description is missing"
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        problem = f"the description cannot be read ({error})"
    else:
        if isinstance(meaning.get("fields"), dict):
            return meaning
        problem = "the description has no [fields.COLUMN] tables"
    raise DatasetError(file.name, problem, f"describe every column of {name}.csv there, in TOML")


def rows(name: str) -> list[dict[str, str]]:
    """Rows of a data set, each a dict from column to the text in its cell.

    Text is what the source prints ("4.00", "-.0175"): nothing is rounded, and
    an empty cell is an empty text.

    Raises:
        DatasetError: No such data set; text that is not UTF-8; a column that is
            described but missing, or there but not described; a row that is
            too long or too short.

    Example:
        >>> rows("survey_ties")[0]["mean_total"]
        '2.21'
    """
    file = path(name)
    described = description(name)["fields"]
    try:
        text = file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise DatasetError(file.name, "the text is not UTF-8", "save it as UTF-8") from error
    reader = csv.DictReader(io.StringIO(text, newline=""))
    _check_columns(file.name, list(reader.fieldnames or []), list(described))
    found = list(reader)
    for number, row in enumerate(found, start=1):
        if None in row or None in row.values():
            problem = f"row {number} has more or fewer cells than the header"
            remedy = "put a cell with a comma in double quotes, and leave none out"
            raise DatasetError(file.name, problem, remedy)
    return found


def _check_columns(file: str, columns: list[str], described: list[str]) -> None:
    """Hold the header of `file` against the columns its description names."""
    toml = Path(file).with_suffix(".toml").name
    for column in described:
        if column not in columns:
            remedy = f"add it, or take [fields.{column}] out of {toml}"
            raise DatasetError(file, f"the column '{column}' is missing", remedy, column)
    for column in columns:
        if column not in described:
            remedy = f"add [fields.{column}] to {toml}"
            raise DatasetError(file, f"the column '{column}' is undescribed", remedy, column)
        if columns.count(column) > 1:
            raise DatasetError(file, f"the column '{column}' is there twice", "keep one", column)


def value(text: str, kind: str) -> str | int | float | bool | None:
    """A cell's text as a value of the field's type; None for an empty cell.

    Args:
        text: The cell.
        kind: "text", "integer", "number" or "boolean" (true, false).

    Raises:
        ValueError: The text is not of this type.

    Example:
        >>> value("-.0175", "number"), value("", "integer")
        (-0.0175, None)
    """
    if text == "":
        return None
    if kind == "boolean":
        if text not in _TRUTH:
            raise ValueError(f"'{text}' is neither true nor false")
        return _TRUTH[text]
    return {"text": str, "integer": int, "number": float}[kind](text)


def frame(name: str) -> pd.DataFrame:
    """A data set as a pandas table, with the types its description gives.

    Raises:
        DatasetError: As `rows`, or a cell that is not of its field's type.

    Example:
        >>> frame("survey_ties")["mean_total"].max()
        np.float64(3.67)
    """
    import pandas as pd

    table = rows(name)
    columns = {}
    for column, field in description(name)["fields"].items():
        kind = field.get("type", "text")
        try:
            cells = [value(row[column], kind) for row in table]
        except (ValueError, KeyError) as error:
            problem = f"the column '{column}' holds a cell that is not of type '{kind}' ({error})"
            remedy = f"correct the cell, or the type in {name}.toml"
            raise DatasetError(f"{name}.csv", problem, remedy, column) from error
        columns[column] = pd.Series(cells, dtype=_PANDAS_TYPES[kind])
    return pd.DataFrame(columns)
