"""Write README.md, the data dictionary, from the descriptions and the data.

People write what a column means (the TOML files); this script adds what can be
counted: rows, empty cells, the lowest and highest value found. It also brings
the kinds of tie into the schema of records, which names them one by one.

    python datasets/make_readme.py            write both files
    python datasets/make_readme.py --check    only say whether they are up to date
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from leverplug import catalogue, datasets

README = Path(__file__).with_name("README.md")
SCHEMA = Path(__file__).parents[1] / "exercises" / "leverplug" / "record" / "schema.json"
# Parts of a description with a place of their own on the page.
PLACED = {"title", "summary", "source", "licence", "transcription", "puzzles", "fields"}
OPENING = """\
# Data dictionary

<!-- Made by make_readme.py from the .toml files and the data: change those, then run it again. -->

Each data set is a CSV file with the values and a TOML file with their meaning. Values stand as
the source prints them; where we read them otherwise, our reading has a column of its own. What
is our coding or our assumption says so. Sources are named by their keys in
`book/references.bib`.

Facts are free; the compilation, our wording and our codings are under CC BY 4.0 (see
`LICENSE-CONTENT`).

| data set | rows | what it holds |
|---|---:|---|
"""
COLUMNS = ("| column | type | meaning | unit | allowed | found |", "|---|---|---|---|---|---|")


def cell(text: object) -> str:
    """Text made safe for a cell of a Markdown table."""
    return " ".join(str(text).split()).replace("|", "\\|")


def allowed(field: dict[str, Any]) -> str:
    """What a cell may hold, in words: values, range or the data set it points to."""
    values = field.get("values")
    if isinstance(values, dict):
        return "; ".join(f"`{value}` {meaning}" for value, meaning in values.items())
    if values:
        return ", ".join(f"`{value}`" for value in values)
    if "refers_to" in field:
        return f"a `{field['refers_to'].split('.')[1]}` of `{field['refers_to'].split('.')[0]}`"
    if "minimum" in field and "maximum" in field:
        return f"{field['minimum']} to {field['maximum']}"
    ends = (("minimum", "at least"), ("maximum", "at most"))
    return "".join(f"{words} {field[end]}" for end, words in ends if end in field)


def found(field: dict[str, Any], cells: list[str]) -> str:
    """What the column holds: its range or how many different texts; empty cells."""
    filled = [text for text in cells if text]
    if field["type"] in ("integer", "number") and filled:
        said = f"{min(filled, key=float)} to {max(filled, key=float)}"
    else:
        said = f"{len(set(filled))} different"
    empty = len(cells) - len(filled)
    return f"{said}, {empty} empty" if empty else said


def field_row(column: str, field: dict[str, Any], cells: list[str]) -> str:
    """One line of a data set's table of columns."""
    empty = f" Empty: {field['missing']}." if "missing" in field else ""
    meaning = field["meaning"].rstrip(".") + "." + empty
    parts = [f"`{column}`", field["type"], meaning, field.get("unit", ""), allowed(field)]
    return f"| {' | '.join(cell(part) for part in [*parts, found(field, cells)])} |"


def source(said: dict[str, Any]) -> str:
    """Where the data come from, on one line."""
    names = {"table": "table", "where": "", "n": "n =", "note": "note:"}
    parts = [f"`{said['key']}`"] if "key" in said else []
    parts += [f"{names[name]} {said[name]}".strip() for name in names if name in said]
    return ", ".join(parts)


def section(name: str) -> str:
    """All there is to say about one data set."""
    meaning, table = datasets.description(name), datasets.rows(name)
    lines = [f"## `{name}`", "", f"**{meaning['title']}.** {meaning.get('summary', '').strip()}"]
    lines += ["", f"- Source: {source(meaning['source'])}", f"- Licence: {meaning['licence']}"]
    if "transcription" in meaning:
        lines.append(f"- Transcription: {meaning['transcription']}")
    for title, said in meaning.items():
        if title not in PLACED:
            plain = said if isinstance(said, dict) else {"": said}
            entries = "; ".join(f"{key}: {text}" if key else text for key, text in plain.items())
            lines.append(f"- {title.replace('_', ' ').capitalize()}: {entries}")
    lines += ["", *COLUMNS]
    for column, field in meaning["fields"].items():
        lines.append(field_row(column, field, [row[column] for row in table]))
    if meaning.get("puzzles"):
        lines += ["", "Puzzles and misprints:", ""]
        lines += [f"- {puzzle}" for puzzle in meaning["puzzles"]]
    return "\n".join(lines) + "\n"


def dictionary() -> str:
    """The whole data dictionary, as Markdown."""
    contents = "".join(
        f"| [`{name}`](#{name}) | {len(datasets.rows(name))} "
        f"| {cell(datasets.description(name)['title'])} |\n"
        for name in datasets.names()
    )
    return OPENING + contents + "\n" + "\n".join(section(name) for name in datasets.names())


def record_schema() -> str:
    """The schema of records as JSON, with the kinds of tie of today."""
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    schema["$defs"]["tie"]["properties"]["kind"]["enum"] = list(catalogue.tie_kinds())
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def main(arguments: list[str] | None = None) -> int:
    """Write both files, or check them; 1 means that one is out of date."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="only say whether it is up to date")
    check, texts = (
        parser.parse_args(arguments).check,
        {README: dictionary(), SCHEMA: record_schema()},
    )
    old = [path for path, text in texts.items() if _text(path) != text]
    for path in old:
        if check:
            print(f"{path} is out of date: run python datasets/make_readme.py", file=sys.stderr)
        else:
            path.write_text(texts[path], encoding="utf-8")
    return int(check and bool(old))


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""


if __name__ == "__main__":
    sys.exit(main())
