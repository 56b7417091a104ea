"""Records as a block of text for a learning platform, which survives the editors there.

On top are words for people; below them a record or a file of work, compressed, in capitals and
digits. An editor may wrap its lines, curl its quotes, change its spaces or write it as HTML: none
of that touches what is read back. A check sum finds any change that does; words on top that are
not those of the record are reported. The words may quote another record.
"""

from __future__ import annotations

import base64
import re
import zlib
from collections.abc import Iterable
from html import unescape
from itertools import chain
from typing import NamedTuple
from unicodedata import normalize

from leverplug.record import document, words, work
from leverplug.record.document import Document
from leverplug.record.form import Record, RecordError, check_size, shorten
from leverplug.record.packing import CHECK
from leverplug.record.work import Work

VERSION = 1
LARGEST_BLOCK = 2 * work.LARGEST  # bytes: words, record and the mark-up that an editor may add
_BEGIN, _END = "RECORD BEGINS", "RECORD ENDS"
_GROUP, _GROUPS_A_LINE = 8, 6
_STANDARD = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # without I, L, O and U, which are misread
_TO_DIGITS = str.maketrans(_STANDARD, _DIGITS)
_FROM_DIGITS = str.maketrans(_DIGITS, _STANDARD)
_MISREAD = str.maketrans("OIL", "011")
_MOST_ESCAPES = 4  # how often one platform after another may have escaped it
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")  # soft hyphens and the like
_MARK = re.compile(r"RECORD\s++(?:(BEGINS)|ENDS)", re.IGNORECASE)
_NO_CHARACTER = re.compile(r"&#(?:x[0-9a-f]{9,}|[0-9]{9,});?", re.IGNORECASE)
_MOST_AT_ONCE = 16 * work.LARGEST  # bytes that all sealed parts of a text may have
# Preset dictionary of zlib, what most records contain: part of the form, never to change.
_COMMON_TEXT = (
    b'"reasons":"predictions":{"born_global":,"answers":{"label":""}'
    b'{"id":"strategic_partner-1","kind":"strategic_partner","effort":0.15,"start":5,"end":20,'
    b'{"id":"distributor-1","kind":"distributor","region":"developed"'
    b'{"id":"trade_fair-1","kind":"trade_fair","region":"emerging","changes":[{"quarter":'
    b'{"id":"foreign_contacts-1","kind":"foreign_contacts","region":"neighbouring"'
    b'"changes":[],"label":""},{"id":"colleagues-1","kind":"colleagues","effort":0.2,'
    b'"region":"close","changes":[],"label":""},"start":1,"end":null,"region":null,'
    b'{"format":"leverplug-record","version":1,"model":"1-","seed":1,"venture":{'
    b'"firm":{"sector":"high_tech","home_market":0.5},'
    b'"founder":{"experience":0.5,"obligation":1.0},'
    b'"capabilities":{"search":0.05,"learning":0.05,"pruning":0.0},"ties":['
    b'{"id":"kin-1","kind":"kin","effort":0.1,"start":1,"end":null,"region":null,'
    b'"changes":[],"label":""}],"links":[],"name":"'
)
_QUOTING = set(">|*-.")  # what mail and lists put before or between the groups


class Opened(NamedTuple):
    """What a text holds.

    Args:
        records: The records in it: one, or those of a file of work.
        work: The file of work, if it is one.
        remarks: What whoever opens it should know, in whole sentences.
        before: What stands before it in a text with several, such as a name.
    """

    records: tuple[Record, ...]
    work: Work | None = None
    remarks: tuple[str, ...] = ()
    before: str = ""


def write(record: Record) -> str:
    """The block of a record: decisions, predictions and answers in words, and then itself."""
    return _block(words.of_record(record), document.as_document(record))


def write_work(kept: Work) -> str:
    """The block of a file of work: what was done in words, and then itself."""
    return _block(words.of_work(kept), work.as_document(kept))


def of_text(text: str) -> Opened:
    """What a JSON text holds: a record, or a file of work with its records.

    Raises:
        RecordError: It holds neither, or is larger than such a one may be.
    """
    check_size(text, "choose one record or one file of work", work.LARGEST)
    found = document.values(text)
    if work.is_work(found):
        kept = work.from_document(found)
        return Opened(kept.records, kept)
    check_size(text, "choose the file of one record")
    return Opened((document.from_document(found),))


def is_block(text: str) -> bool:
    """Whether a text announces a record of this form."""
    return any(mark[1] for mark in _MARK.finditer(_plain(text)))


def parse(text: str) -> Opened:
    """What the one block in a text holds, however an editor has dressed it.

    Raises:
        RecordError: It is incomplete or changed, or there are several.
    """
    plain = _plain(text)
    opened, wrong = _frames_opened(plain)
    last = max((mark.start() for mark in _MARK.finditer(plain) if mark[1]), default=-1)
    if not opened or last > opened[-1][0].begin:
        cut = RecordError("record", text.strip(), f"copy all of it, down to {_END}")
        raise wrong[-1][1] if wrong and wrong[-1][0].begin == last else cut
    if len(opened) > 1:
        raise RecordError("record", f"{len(opened)} records", "paste one record at a time")
    return opened[0][1]


def parse_all(text: str) -> tuple[list[Opened], list[RecordError]]:
    """What each of several blocks in a text holds, and why others cannot be read."""
    opened, wrong = _frames_opened(_plain(text))
    return [each for _, each in opened], [error for _, error in wrong]


# --- writing ------------------------------------------------------------------------------------


def _block(lines: Iterable[str], content: Document) -> str:
    return "\n".join([*lines, "", _BEGIN, *_grouped(_sealed(content)), _END, ""])


def _sealed(content: Document) -> str:
    packer = zlib.compressobj(level=9, zdict=_COMMON_TEXT)
    packed = packer.compress(document.as_text(content).encode()) + packer.flush()
    body = bytes([VERSION]) + packed
    sealed = body + zlib.crc32(body).to_bytes(CHECK)
    return _digits_of(sealed)


def _digits_of(sealed: bytes) -> str:
    return base64.b32encode(sealed).decode().rstrip("=").translate(_TO_DIGITS)


def _grouped(letters: str) -> list[str]:
    groups = [letters[at : at + _GROUP] for at in range(0, len(letters), _GROUP)]
    starts = range(0, len(groups), _GROUPS_A_LINE)
    return [" ".join(groups[at : at + _GROUPS_A_LINE]) for at in starts]


# --- reading ------------------------------------------------------------------------------------


class _Frame(NamedTuple):
    """A sealed part: where its frame begins and ends, and what stands in it."""

    begin: int
    end: int
    body: str


def _frames(plain: str) -> list[_Frame]:
    """The sealed parts of a text: from each end back to the nearest beginning before it."""
    found, begin = [], None
    for mark in _MARK.finditer(plain):
        if mark[1]:
            begin = mark
        elif begin:
            found.append(_Frame(begin.start(), mark.end(), plain[begin.end() : mark.start()]))
            begin = None
    return found


def _frames_opened(
    plain: str,
) -> tuple[list[tuple[_Frame, Opened]], list[tuple[_Frame, RecordError]]]:
    """The sealed parts that open and those that do not, without those that another one quotes."""
    by_body: dict[str, list[tuple[_Frame, Opened | RecordError]]] = {}
    room = _MOST_AT_ONCE
    for frame in _frames(plain):
        found: Opened | RecordError
        try:
            text = _unsealed(_letters(frame.body), room)
            room -= len(text)
            found = of_text(text)
            for body in _quoted(found):
                by_body.pop(body, None)
        except RecordError as error:
            found = error
        by_body.setdefault(_compact(frame.body), []).append((frame, found))
    left = sorted(chain.from_iterable(by_body.values()), key=lambda pair: pair[0].begin)
    good: list[tuple[_Frame, Opened]] = []
    after = 0
    for frame, found in left:
        if isinstance(found, Opened):
            good.append((frame, _with_words(plain[after : frame.begin], found)))
            after = frame.end
    return good, [(frame, found) for frame, found in left if isinstance(found, RecordError)]


def _with_words(above: str, opened: Opened) -> Opened:
    """With what stands before its words, and a remark if the words are not those of what it holds.

    Args:
        above: All that stands before the sealed part.
        opened: What is in it.
    """
    kept = opened.work
    lines = words.of_work(kept) if kept else words.of_record(opened.records[0])
    remark = words.changed(above, [_plain("\n".join(lines))])
    title = re.search(r"\s++".join(lines[0].split()), above, re.IGNORECASE)
    before = above[: title.start()].strip() if title else ""
    return opened._replace(remarks=(remark,) if remark else (), before=before)


def _quoted(opened: Opened) -> set[str]:
    """The sealed parts that a learner's own words quote."""
    own = chain.from_iterable((*r.answers.values(), *r.why.values()) for r in opened.records)
    return {_compact(frame.body) for text in own for frame in _frames(_plain(text))}


def _compact(body: str) -> str:
    """The letters of a sealed part, without what editors put between them."""
    return "".join(letter for letter in body.upper() if letter.isalnum())


def _plain(text: str) -> str:
    """The text without mark-up, with every character in its simplest form."""
    for _ in range(_MOST_ESCAPES):
        if "&" not in text:
            break
        text = unescape(_NO_CHARACTER.sub(" ", text))
    text = _UNSEEN.sub("", _TAG.sub(" ", text))
    # Letter by letter: to order long rows of accents takes far too long.
    return text.translate({ord(c): normalize("NFKC", c) for c in set(text) if c > "\x7f"})


def _letters(body: str) -> str:
    """The digits of a sealed record, without what stands between them."""
    letters = body.upper().translate(_MISREAD)
    digits = "".join(c for c in letters if not c.isspace() and c not in _QUOTING)
    strange = next((letter for letter in digits if letter not in _DIGITS), None)
    if strange is not None:
        remedy = f"copy it again: there is a {shorten(repr(strange))} in it, which no record has"
        raise RecordError("record", digits, remedy)
    return digits


def _unsealed(letters: str, room: int) -> str:
    try:
        padded = letters.translate(_FROM_DIGITS) + "=" * (-len(letters) % 8)
        sealed = base64.b32decode(padded)
    except ValueError as error:
        raise RecordError("record", letters, "copy it again: it is not complete") from error
    if _digits_of(sealed) != letters:
        raise RecordError("record", letters, "copy it again: its last letter has changed")
    body, check = sealed[:-CHECK], sealed[-CHECK:]
    if len(body) < 2 or zlib.crc32(body).to_bytes(CHECK) != check:
        remedy = "copy it again: its check sum is wrong, so a letter is missing or has changed"
        raise RecordError("record", letters, remedy)
    if body[0] != VERSION:
        document.refuse_version("record form", body[0], VERSION)
    return _inflated(body[1:], min(room, work.LARGEST))


def _inflated(packed: bytes, most: int) -> str:
    """The text that was compressed, never more of it than so many bytes."""
    opener = zlib.decompressobj(zdict=_COMMON_TEXT)
    try:
        text = opener.decompress(packed, most + 1)
        if len(text) > most or not opener.eof or opener.unused_data:
            raise RecordError("record", "compressed", f"it may have {most} bytes, no more")
        return text.decode()
    except (zlib.error, UnicodeDecodeError) as error:
        raise RecordError("record", "compressed", "make it again: it holds no text") from error
