"""Text out of the bytes of a file, and the records in a text: one, or many below each other."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Sequence
from html import unescape
from typing import NamedTuple

from leverplug import record
from leverplug.record import Record
from leverplug.record.work import Work
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
_TITLE = (
    rf"Levers{_SPACE}and{_SPACE}Plugs:{_SPACE}"
    rf"(?:record{_SPACE}of{_SPACE}a{_SPACE}venture|my{_SPACE}work)"
)
_FRAME = re.compile(
    rf"(?P<begin>{_TITLE}|RECORD{_SPACE}BEGINS)|(?P<end>RECORD{_SPACE}ENDS)", re.IGNORECASE
)
_PIECE = 1024 * 1024  # characters of text that are searched for hand-in texts at a time
_REASON = 300  # characters of a reason
_TAG = re.compile(r"<[^<>]*>")
_LINK = re.compile(r"[?&](?:amp;)*v=([\w-]{20,})", re.ASCII)
_CODE = re.compile(r"(?<![\w-])A[Q-Za-f][\w-]{30,}(?![\w-])", re.ASCII)  # of version 1
_PARTICLE = 3  # letters of a word that is small in names, such as "van"
_LABELS = {  # words that tell what follows, and not whose it is
    "a", "also", "and", "answer", "as", "at", "book", "code", "codes", "for", "from", "hand-in",
    "here", "in", "is", "it", "lab", "link", "links", "mine", "my", "of", "or", "our", "record",
    "records", "scenario", "see", "seed", "submission", "text", "that", "the", "this", "to", "url",
    "venture", "ventures", "work", "your",
}  # fmt: skip
_LINE, _LONGEST_NAME = 300, 60  # characters before a code that may hold a name, and of the name


class Unreadable(ValueError):
    """Bytes that are no text; the message says what they seem to be."""


class Opened(NamedTuple):
    """A record in a text, or why one is none.

    Args:
        record: The record, or None.
        reason: Why it is none.
        who: What stood before it in its line, if it looks like a name.
        remarks: What is to be known of it; the learner's own words may be in them.
        work: The file of work it is in, which may have several records of one student, or none.
    """

    record: Record | None
    reason: str = ""
    who: str = ""
    remarks: tuple[str, ...] = ()
    work: Work | None = None


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
        Records and what looks like one and cannot be opened; one without a record if there is
        nothing of the sort.
    """
    text = text.strip().removeprefix("\ufeff").strip()
    if text.startswith("{"):
        return _opened(text)
    found = list(_blocks(text))
    found += _in_lines(_outside(text), _quoted(found))
    if not any(one.record for one in found):
        whole = _opened(text)  # a code that an editor has broken into lines
        found = found if found and not whole[0].record else whole
    return found[:MOST_RECORDS]


def _blocks(text: str) -> Iterator[Opened]:
    """The hand-in texts in a text, and those that are damaged or cut off."""
    start, whole = 0, None
    for end in _END.finditer(text):
        whole = end.end()
        if whole - start > _PIECE:
            yield from _all_opened(text[start:whole])
            start = whole
    if whole:
        yield from _all_opened(text[start:whole])
    if begin := _BEGIN.search(text, whole or 0):
        yield from _opened(text[begin.start() :])  # cut off: the reason says so


def _all_opened(text: str) -> Iterator[Opened]:
    found, wrong = record.open_all(text)
    for each in found:
        yield from _of_record(each)
    yield from (Opened(None, str(error)[:_REASON]) for error in wrong)


def _outside(text: str) -> str:
    """What stands between hand-in texts, whose own words may name links and codes."""
    parts, start, inside = [], 0, False
    for mark in _FRAME.finditer(text):
        if mark["end"]:
            start, inside = mark.end(), False
        elif not inside:
            parts.append(text[start : mark.start()])
            inside = True
    return "\n".join(parts if inside else [*parts, text[start:]])


def _quoted(found: Sequence[Opened]) -> set[str]:
    """The codes that students quote in their own words: those are not handed in."""
    records = [one.record for one in found if one.record is not None]
    own = (text for one in records for text in (*one.answers.values(), *one.why.values()))
    return {code for text in own for line in text.splitlines() for code, _ in _codes(line)}


def _in_lines(text: str, quoted: set[str]) -> Iterator[Opened]:
    """The links and codes in some lines, each once for each name, but for those that are quoted."""
    known: set[tuple[str, str]] = set()
    for line in _lines(text):
        in_line: set[str] = set()
        for code, before in _codes(line):
            who = _name_before(before)
            again = code in in_line and not who[:1].isupper()  # its link, say, beside it
            in_line.add(code)
            if code not in quoted and not again and (code, who) not in known:
                known.add((code, who))
                yield from (one._replace(who=who) for one in _opened(code))


def _codes(line: str) -> Iterator[tuple[str, str]]:
    """The codes in a line, in links or by themselves, and what stands before each."""
    after = 0
    for match in sorted([*_LINK.finditer(line), *_CODE.finditer(line)], key=lambda m: m.end()):
        code = match[1] if match.re is _LINK else match[0]
        yield code, line[max(after, match.start() - _LINE) : match.start()]
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
    if all(word in _LABELS or word.isdigit() for word in name.casefold().split()):
        return ""
    return name if 1 < len(name) <= _LONGEST_NAME and any(map(str.isalpha, name)) else ""


def _opened(text: str) -> list[Opened]:
    """What one text holds, or why it holds nothing."""
    try:
        return _of_record(record.open_text(text))
    except ValidationError as error:
        return [Opened(None, str(error)[:_REASON])]
    except RecursionError:
        return [Opened(None, "nested too deeply to be a record")]


def _of_record(found: record.Opened) -> list[Opened]:
    """The records in what was opened, with their remarks."""
    if not found.records:
        reason = "a file of work without a venture: only its answers are shown"
        return [Opened(None, reason, "", found.remarks, found.work)]
    who = _name_above(found.before)
    return [Opened(one, "", who, found.remarks, found.work) for one in found.records]


def _name_above(words: str) -> str:
    """A name in the line above a hand-in text, as in "Ana Kea:"; empty if it looks like none."""
    line = words.splitlines()[-1].strip() if words else ""
    name = "" if any(_codes(line)) else _name_before(line)
    small = (word for word in name.split() if len(word) > _PARTICLE and word[0].islower())
    return "" if next(small, None) else name
