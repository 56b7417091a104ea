"""A class list's file as rows whose columns are known, whoever made it."""

from __future__ import annotations

import codecs
import csv
import io
import re
from dataclasses import dataclass
from pathlib import Path

from assignments.engine.errors import CourseError
from leverplug.record.cells import without_marks

_LARGEST = 32 * 1024 * 1024  # bytes
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
_NO_TEXT = {b"PK": "a workbook", b"\xd0\xcf": "an old workbook", b"%P": "a PDF"}
_SHOWN = 12  # columns that an error names
# Headings in small letters, the likeliest first. Moodle's, Canvas', Blackboard's and Brightspace's
# exports in English, Moodle's also in German, French and Spanish.
_HEADINGS = {
    "first": ("first name", "given name", "firstname", "given names", "vorname", "prénom",
              "nombre"),
    "last": ("last name", "surname", "family name", "lastname", "nachname", "nom",
             "nom de famille", "apellido(s)", "apellidos"),
    "name": ("student", "full name", "student name", "fullname", "name", "vollständiger name",
             "nom complet", "nombre completo"),
    "email": ("email address", "email", "e-mail", "e-mail address", "e-mail-adresse", "mail",
              "adresse de courriel", "dirección de correo"),
    "sis": ("sis user id", "id number", "idnumber", "orgdefinedid", "org defined id", "student id",
            "studentid", "id-nummer", "numéro d'identification", "número de id"),
    "number": ("student number", "student no", "student no.", "matriculation number",
               "matrikelnummer", "numéro d'étudiant"),
    "login": ("sis login id", "username", "user name", "login", "login id", "userid", "user id",
              "anmeldename"),
    "participant": ("identifier", "id.", "kennung"),
    "canvas": ("id",),
    "section": ("section",),
    "others": ("taken in as",),  # the instructor's own, for what nobody could tell
}  # fmt: skip
_IDS = ("sis", "number", "login", "email")  # columns that ids are taken from, the likeliest first
_AS_TEXT = re.compile(r'="(.*)"')
_PARTICIPANT = re.compile(r"\D*(\d+)$")  # "Participant 884212"


@dataclass(frozen=True)
class Row:
    """What one line says of a student; empty where it says nothing."""

    line: int
    id: str = ""
    number: str = ""
    first: str = ""
    last: str = ""
    email: str = ""
    login: str = ""
    canvas: str = ""
    sis: str = ""
    section: str = ""
    participant: str = ""
    others: str = ""

    @property
    def name(self) -> str:
        return " ".join(filter(None, (self.first, self.last)))


@dataclass(frozen=True)
class Table:
    """The students' rows, and the heading of the column that the ids are from."""

    rows: tuple[Row, ...]
    column: str


def read_table(path: Path, column: str = "") -> Table:
    """The rows of a class list.

    Args:
        path: A CSV file; parted by commas, semicolons or tabs, in any usual encoding.
        column: The heading of the column with the ids; guessed if empty.

    Raises:
        CourseError: It is none, or has no such column.
    """
    lines = _lines(path)
    head = [cell.strip() for cell in lines[0][1]]
    places = _places(head)
    rows = [(line, cells) for line, cells in lines[1:] if _is_student(cells, places)]
    place = _id_place(path, head, places, [cells for _, cells in rows], column)
    return Table(tuple(_row(line, cells, places, place) for line, cells in rows), head[place])


def _lines(path: Path) -> list[tuple[int, list[str]]]:
    """The lines that hold something, with their numbers; the headings are the first of them."""
    try:
        if path.stat().st_size > _LARGEST:
            raise CourseError(f"{path.name}: too large for a class list")
        data = path.read_bytes()
    except OSError as error:
        raise CourseError(f"the class list {path} cannot be opened: {error.strerror}") from None
    if kind := _NO_TEXT.get(data[:2]):
        raise CourseError(f"{path.name}: {kind}, not a CSV file: save it as CSV")
    text = _decode(data)
    if text[:4].lower() == "sep=":  # how a spreadsheet is told what parts the cells
        text = text.partition("\n")[2]
    first = next((line for line in text.splitlines() if line.strip()), "")
    comma = max(",;\t", key=lambda mark: len(next(csv.reader([first], delimiter=mark), [])))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=comma)
    try:
        rows = [(reader.line_num, [without_marks(cell) for cell in row]) for row in reader]
    except csv.Error as error:
        raise CourseError(f"{path.name}, line {reader.line_num}: {error}") from None
    rows = [(line, cells) for line, cells in rows if any(cell.strip() for cell in cells)]
    if not rows:
        raise CourseError(f"{path.name}: an empty class list")
    return rows


def _decode(data: bytes) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    if data[1:2] == b"\0":
        return data.decode("utf-16-le", "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _places(head: list[str]) -> dict[str, int]:
    """Which column is what, by its heading."""
    headings = [" ".join(cell.casefold().split()) for cell in head]
    found = {}
    for what, known in _HEADINGS.items():
        for heading in known:
            if heading in headings:
                found[what] = headings.index(heading)
                break
    if "canvas" in found and not {"sis login id", "sis user id", "student"} & set(headings):
        found["sis"] = found.setdefault("sis", found.pop("canvas"))  # somebody's own `id`
    return found


def _is_student(cells: list[str], places: dict[str, int]) -> bool:
    """Whether a line is a student's, and not the points of Canvas or its test student."""
    name = _cell(cells, places.get("name"))
    if name.startswith("Points Possible") or name == "Student, Test":
        return False
    return any(_cell(cells, place) for what, place in places.items() if what != "section") or (
        not places and bool(cells)
    )


def _id_place(
    path: Path, head: list[str], places: dict[str, int], rows: list[list[str]], column: str
) -> int:
    shown = ", ".join(repr(cell) for cell in head[:_SHOWN] if cell)
    shown += f" and {len(head) - _SHOWN} more" if len(head) > _SHOWN else ""
    if column:
        wanted = " ".join(column.casefold().split())
        for place, cell in enumerate(head):
            if " ".join(cell.casefold().split()) == wanted:
                return place
        raise CourseError(f"{path.name}: no column {column!r}; its columns are {shown}")
    for what in _IDS:
        if what in places and 2 * sum(bool(_cell(row, places[what])) for row in rows) > len(rows):
            return places[what]
    raise CourseError(
        f"{path.name}: which column has the students' ids? Name it with COLUMN=; "
        f"its columns are {shown}"
    )


def _row(line: int, cells: list[str], places: dict[str, int], id_place: int) -> Row:
    found = {what: _cell(cells, place) for what, place in places.items()}
    name = found.pop("name", "")
    if name and not (found.get("first") or found.get("last")):
        last, comma, first = name.partition(",")
        if not comma:
            first, _, last = name.rpartition(" ")
        found["first"], found["last"] = first.strip(), last.strip()
    number = _PARTICIPANT.fullmatch(found.pop("participant", ""))
    return Row(line, _cell(cells, id_place), participant=number[1] if number else "", **found)


def _cell(cells: list[str], place: int | None) -> str:
    """A cell's text, without the # of Brightspace and the ="…" that keeps a number's zeros."""
    if place is None or place >= len(cells):
        return ""
    text = cells[place].strip()
    quoted = _AS_TEXT.fullmatch(text)
    return (quoted[1] if quoted else text).removeprefix("#").strip()
