"""The bibliography: complete, free of doubles, and the same as the literature data set."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from typing import TYPE_CHECKING

from contents import ROOT, bibliography
from each import each
from leverplug import datasets

if TYPE_CHECKING:
    from pybtex.database import Entry

BOOK = ROOT / "book"
ROWS = {row["key"]: row for row in datasets.rows("literature")}
SOURCES = ("globalizing", "capik", "borntogoglobal", "personalnetworks", "iacase")

# BibTeX's own rules on what a kind of entry must have; `address` is ours.
REQUIRED = {
    "article": {"author", "year", "title", "journal", "volume", "pages"},
    "book": {"author", "year", "title", "publisher", "address"},
    "incollection": {"author", "year", "title", "booktitle", "editor", "pages", "publisher"},
    "inproceedings": {"author", "year", "title", "booktitle"},
    "techreport": {"author", "year", "title", "institution"},
    "misc": {"title", "year", "note"},
}
BIBTEX_TYPE = {
    "article": "article",
    "book": "book",
    "chapter": "incollection",
    "report": "techreport",
    "conference": "inproceedings",
    "online": "misc",
}
# Which BibTeX field holds a column depends on the kind of publication.
HOLDS = {
    "outlet": {"article": "journal", "chapter": "booktitle", "conference": "booktitle"},
    "publisher": {"book": "publisher", "chapter": "publisher", "report": "institution"},
}


def plain(text: str) -> str:
    """A field without the braces and escapes that only BibTeX needs."""
    return re.sub(r"\\([&_])", r"\1", text).replace("{", "").replace("}", "").replace("--", "-")


def names(entry: Entry, role: str) -> str:
    """Persons as the data set writes authors: 'Surname, Initials; Surname, Initials'."""
    people = []
    for person in entry.persons.get(role, []):
        surname = " ".join((*person.prelast_names, *person.last_names))
        initials = " ".join((*person.first_names, *person.middle_names))
        people.append(", ".join(part for part in (plain(surname), initials) if part))
    return "; ".join(people)


def present(entry: Entry) -> set[str]:
    filled = {field for field, text in entry.fields.items() if text.strip()}
    return filled | {role for role, persons in entry.persons.items() if persons}


each_entry = each(bibliography)


def test_no_key_and_no_title_is_there_twice():
    text = (BOOK / "references.bib").read_text(encoding="utf-8")
    keys = Counter(key.lower() for key in re.findall(r"^@\w+\{([^,]+),", text, re.MULTILINE))
    titles = Counter(
        re.sub(r"\W", "", plain(entry.fields["title"])).lower() for entry in bibliography().values()
    )
    assert [key for key, count in keys.items() if count > 1] == []
    assert [title for title, count in titles.items() if count > 1] == []


def test_every_row_of_the_literature_has_its_entry():
    assert len(ROWS) == 97
    assert set(ROWS) <= set(bibliography())


def test_the_five_sources_are_there_and_say_what_they_do_not_show():
    for key in SOURCES:
        entry = bibliography()[key]
        assert entry.type == "misc"
        assert entry.fields["year"] == "n.d."
        assert "not shown" in entry.fields["note"]
        assert not present(entry) & {"journal", "publisher", "doi", "url"}
    assert [key for key in SOURCES if "author" in bibliography()[key].persons] == ["capik"]


@each_entry
def test_an_entry_is_complete_for_its_type_or_says_what_is_missing(key):
    entry = bibliography()[key]
    note = entry.fields.get("note", "")
    missing = REQUIRED[entry.type] - present(entry)
    assert not missing or "not shown" in note or "not printed" in note, f"{key}: {missing}"


@each_entry
def test_the_year_is_plausible_or_the_note_says_that_it_is_not_shown(key):
    year = bibliography()[key].fields["year"]
    if year == "n.d.":
        assert re.search(r"date.* not shown", bibliography()[key].fields["note"])
    else:
        assert re.fullmatch(r"\d{4}", year)
        assert 1965 <= int(year) <= 2026


@each(lambda: [key for key in bibliography() if key not in SOURCES])
def test_a_key_is_surname_year_and_a_word_of_the_title(key):
    entry = bibliography()[key]
    match = re.fullmatch(r"([a-z]+)(\d{4})([a-z]+)", key)
    assert match, key
    surname = " ".join((*entry.persons["author"][0].prelast_names,
                        *entry.persons["author"][0].last_names))  # fmt: skip
    letters = surname.translate(str.maketrans("üöäéø", "uoaeo"))
    assert match[1] == re.sub(r"[^a-z]", "", letters.lower())
    assert match[2] == entry.fields["year"]
    title = re.sub(r"[’']", "", plain(entry.fields["title"])).lower()
    # A compound counts as its parts or as one word.
    assert match[3] in {*re.findall(r"\w+", title), *re.findall(r"\w+", title.replace("-", ""))}


@each(ROWS)
def test_entry_and_row_agree_in_every_field(key):
    row, entry = ROWS[key], bibliography()[key]
    expected = {
        "author": row["authors"],
        "year": row["year"],
        "title": row["title"],
        "volume": row["volume"],
        "number": row["issue"],
        "pages": row["pages"],
        "address": row["place"],
        "edition": row["edition"],
        "note": row["note"],
    }
    for column, fields in HOLDS.items():
        if row[column]:
            expected[fields[row["type"]]] = row[column]
    # The data set writes editors as printed in a chapter: initials first.
    initials_first = [
        " ".join(reversed(name.split(", "))) for name in names(entry, "editor").split("; ")
    ]
    found = {field: plain(text) for field, text in entry.fields.items()}
    found["author"] = names(entry, "author")
    assert entry.type == BIBTEX_TYPE[row["type"]]
    assert found == {field: text for field, text in expected.items() if text}
    assert "; ".join(initials_first) == row["editors"]


def test_every_description_of_data_names_an_entry_as_its_source():
    for file in sorted(datasets.folder().glob("*.toml")):
        source = tomllib.loads(file.read_text(encoding="utf-8")).get("source", {})
        keys = source.get("key", [])
        for key in [keys] if isinstance(keys, str) else keys:
            assert key in bibliography(), f"{file.name} names {key}, which has no entry"


def test_every_citation_in_the_book_has_an_entry():
    pages = sorted(BOOK.rglob("*.md"))
    assert pages
    unknown = set()
    for page in pages:
        for cited in re.findall(r"\{cite[\w:]*\}`([^`]+)`", page.read_text(encoding="utf-8")):
            for key in re.split(r"[,\s]+", cited.strip()):
                if key not in bibliography():
                    unknown.add(f"{page.relative_to(BOOK)}: {key}")
    assert unknown == set()
