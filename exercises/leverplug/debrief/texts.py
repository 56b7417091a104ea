"""Text out of the bytes of a file, and the records in a text: one, or many below each other."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

from leverplug import record
from leverplug.record import Record
from leverplug.venture import ValidationError

MOST_RECORDS = 2_000  # in one text: a class whose codes were pasted one below the other
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
_FORMS = {  # of files that people hand in instead of a record, by how they begin
    b"%PDF": "a PDF", b"\x89PNG": "a picture", b"\xff\xd8\xff": "a picture", b"GIF8": "a picture",
    b"\xd0\xcf\x11\xe0": "an old Word or Excel file", b"{\\rtf": "a rich text file",
    b"Rar!": "a RAR archive", b"7z\xbc\xaf": "a 7z archive", b"\x1f\x8b": "a gz archive",
}  # fmt: skip
_INSTEAD = "hand in the record's file, the hand-in text or the code"
_SPACE = r"(?:\s|&nbsp;|&#160;|<[^<>]{0,200}>){1,40}"
_END = re.compile(rf"RECORD{_SPACE}ENDS", re.IGNORECASE)
_BEGIN = re.compile(rf"RECORD{_SPACE}BEGINS", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_LINK = re.compile(r"[?&](?:amp;)*v=([\w-]{20,})", re.ASCII)
_CODE = re.compile(r"(?<![\w-])A[Q-Za-f][\w-]{30,}(?![\w-])", re.ASCII)  # of version 1
_LINE, _LONGEST_NAME = 300, 60  # characters before a code that may hold a name, and of the name


class Unreadable(ValueError):
    """Bytes that are no text; the message says what they seem to be."""


class Opened(NamedTuple):
    """A record in a text, or why one is none.

    Args:
        record: The record, or None.
        reason: Why it is none.
        who: What stood before it in its line, if it looks like a name.
        remarks: What is to be known of it.
        of_work: Whether it is one of a file of work, which has several of one student.
    """

    record: Record | None
    reason: str = ""
    who: str = ""
    remarks: tuple[str, ...] = ()
    of_work: bool = False


def decode(data: bytes) -> tuple[str, str]:
    """The text of a file, and a remark if it was not written as it ought to be.

    Raises:
        Unreadable: It is no text.
    """
    if not data.strip(b" \t\r\n\0"):
        raise Unreadable("an empty file")
    for mark, form in _MARKS:
        if data.startswith(mark):
            return _decoded(data, form), ""
    for start, what in _FORMS.items():
        if data.startswith(start):
            raise Unreadable(f"{what}: {_INSTEAD}")
    for offset, form in ((1, "utf-16-le"), (0, "utf-16-be")):  # without its mark
        half = data[offset:2000:2]
        if len(half) > 8 and half.count(0) > 0.7 * len(half) and data.count(0) < 0.6 * len(data):
            return _decoded(data, form), ""
    if b"\0" in data:
        raise Unreadable(f"no text: {_INSTEAD}")
    try:
        return data.decode("utf-8"), ""
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace"), "not written as UTF-8: names may be spoilt"


def _decoded(data: bytes, form: str) -> str:
    try:
        return data.decode(form)
    except UnicodeDecodeError as error:
        raise Unreadable(f"damaged text ({form})") from error


def records_in(text: str) -> list[Opened]:
    """Every record in a text: a file of one, a file of work, hand-in texts, links and codes.

    Args:
        text: What a student or a platform wrote, perhaps as HTML.

    Returns:
        Records and what looks like one and cannot be opened, in the order of the text; one
        without a record if there is nothing of the sort.
    """
    text = text.strip().removeprefix("\ufeff").strip()
    if text.startswith("{"):
        return _of_json(text)
    found = list(_of_text(text))
    if not found or not any(one.record for one in found):
        whole = _opened(text)  # a code that an editor has broken into lines
        found = [whole] if whole.record or not found else found
    return found[:MOST_RECORDS]


def _of_json(text: str) -> list[Opened]:
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        return [_opened(text)]
    rows = document.get("records") if isinstance(document, dict) else None
    if not isinstance(rows, list) or document.get("format") != "leverplug-work":
        return [_opened(text)]
    if not rows:
        return [Opened(None, "a file of work without a venture: put one in and save it again")]
    each = (_opened(json.dumps(row, ensure_ascii=False)) for row in rows[:MOST_RECORDS])
    return [one._replace(of_work=True) for one in each]


def _of_text(text: str) -> Iterator[Opened]:
    """The hand-in texts, and the links and codes between them."""
    start = 0
    for end in _END.finditer(text):
        begins = [begin.start() for begin in _BEGIN.finditer(text, start, end.start())]
        if begins:
            yield from _in_lines(_title_cut(text[start : begins[0]]))
            yield _opened(text[begins[-1] : end.end()])
        start = end.end()
    rest = text[start:]
    if begin := _BEGIN.search(rest):
        yield _opened(rest[begin.start() :])  # cut off: says so
        rest = rest[: begin.start()]
    yield from _in_lines(rest)


def _title_cut(words: str) -> str:
    """What stands before a hand-in text, without its own words."""
    return words.split("Levers and Plugs: record of a venture")[0]


def _in_lines(text: str) -> Iterator[Opened]:
    """The links and codes in some lines."""
    known: set[str] = set()
    for line in _lines(text):
        after = 0
        for match in sorted([*_LINK.finditer(line), *_CODE.finditer(line)], key=lambda m: m.end()):
            code = match[1] if match.re is _LINK else match[0]
            if code not in known:
                known.add(code)
                before = line[max(after, match.start() - _LINE) : match.start()]
                yield _opened(code)._replace(who=_name_before(before))
            after = match.end()


def _lines(text: str) -> Iterator[str]:
    """Lines of a text, also of one written as HTML, where a link may be in a tag."""
    for line in text.splitlines():
        if "<" not in line:
            yield unescape(line)
            continue
        links = " ".join(match[0] for match in _LINK.finditer(line))
        plain = unescape(_TAG.sub(" ", line))
        yield plain if _LINK.search(plain) else f"{plain} {links}"


def _name_before(words: str) -> str:
    """A name at the head of a line, as in "Ana Kea: CODE"; empty if there is none."""
    name = " ".join(re.sub(r"[^\w' .,-]+", " ", words.split("http")[0]).split()).strip(" ,.-_")
    return name if 1 < len(name) <= _LONGEST_NAME and any(map(str.isalpha, name)) else ""


def _opened(text: str) -> Opened:
    try:
        return Opened(record.read(text))
    except ValidationError as error:
        return Opened(None, str(error)[:300])
    except RecursionError:
        return Opened(None, "nested too deeply to be a record")
