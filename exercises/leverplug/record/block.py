"""A record as a block of text for a learning platform, which survives the editors there.

On top are words for people; below them the whole record, compressed, in capitals and digits. An
editor may wrap its lines, curl its quotes, change its spaces or write it as HTML: none of that
touches what is read back. A check sum finds any change that does.
"""

from __future__ import annotations

import base64
import re
import zlib
from html import unescape
from unicodedata import normalize

from leverplug.record import document
from leverplug.record.form import LARGEST, Record, RecordError, shorten
from leverplug.record.packing import CHECK
from leverplug.venture import Tie, Venture

VERSION = 1
LARGEST_BLOCK = 4 * LARGEST  # bytes: words, record and the mark-up that an editor may add
_TITLE = "Levers and Plugs: record of a venture"
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
_INSIDE = r"(?P<body>(?:(?!RECORD\s+BEGINS).)*?)"
_WHOLE = re.compile(rf"RECORD\s+BEGINS{_INSIDE}RECORD\s+ENDS", re.DOTALL | re.IGNORECASE)
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
_OPENING = re.compile(r"RECORD\s+BEGINS", re.IGNORECASE)
_QUOTING = set(">|*-.")  # what mail and lists put before or between the groups


def write(record: Record) -> str:
    """The block of a record: decisions, predictions and answers in words, and then itself."""
    venture = record.venture
    lines = [
        _TITLE,
        f"Venture: {venture.name or 'without a name'}",
        f"Luck (seed): {record.seed}",
        *_choices(venture),
        *(f"Tie {tie.id}: {_in_words(tie)}" for tie in venture.ties),
        *(f"Prediction {name}: {value}" for name, value in record.predictions.items()),
    ]
    for name, text in record.answers.items():
        lines += ["", f"{name.capitalize()}:", text]
    return "\n".join([*lines, "", _BEGIN, *_grouped(_sealed(record)), _END, ""])


def is_block(text: str) -> bool:
    """Whether a text announces a record of this form."""
    return _OPENING.search(_plain(text)) is not None


def parse(text: str) -> Record:
    """The record in a block, however an editor has dressed it.

    Raises:
        RecordError: It is incomplete or changed, or there are several.
    """
    bodies = [match["body"] for match in _WHOLE.finditer(_plain(text))]
    opened, wrong = [], RecordError("record", text.strip(), f"copy all of it, down to {_END}")
    for body in bodies:
        try:
            opened.append(document.parse(_unsealed(_letters(body))))
        except RecordError as error:
            wrong = error
    if not opened:
        raise wrong
    if len(opened) > 1:
        raise RecordError("record", f"{len(opened)} records", "paste one record at a time")
    return opened[0]


# --- writing ------------------------------------------------------------------------------------


def _choices(venture: Venture) -> tuple[str, ...]:
    firm, founder, skills = venture.firm, venture.founder, venture.capabilities
    return (
        f"Firm: {firm.sector}, home market {firm.home_market:g}",
        f"Founder: experience {founder.experience:g}, obligation {founder.obligation:g}",
        f"Capabilities: search {skills.search:g}, learning {skills.learning:g}, "
        f"pruning {skills.pruning:g}",
    )


def _in_words(tie: Tie) -> str:
    name = f"{tie.label} ({tie.kind})" if tie.label else tie.kind
    where = f" in {tie.region}" if tie.region else ""
    changes = "".join(f", {change.effort:g} from {change.quarter}" for change in tie.changes)
    until = f"to {tie.end}" if tie.end else "on"
    return f"{name}{where}, effort {tie.effort:g}{changes}, quarter {tie.start} {until}"


def _sealed(record: Record) -> str:
    packer = zlib.compressobj(level=9, zdict=_COMMON_TEXT)
    packed = packer.compress(document.write(record).encode()) + packer.flush()
    body = bytes([VERSION]) + packed
    sealed = body + zlib.crc32(body).to_bytes(CHECK)
    return base64.b32encode(sealed).decode().rstrip("=").translate(_TO_DIGITS)


def _grouped(letters: str) -> list[str]:
    groups = [letters[at : at + _GROUP] for at in range(0, len(letters), _GROUP)]
    starts = range(0, len(groups), _GROUPS_A_LINE)
    return [" ".join(groups[at : at + _GROUPS_A_LINE]) for at in starts]


# --- reading ------------------------------------------------------------------------------------


def _plain(text: str) -> str:
    """The text without mark-up, with every character in its simplest form."""
    for _ in range(_MOST_ESCAPES):
        if "&" not in text:
            break
        text = unescape(text)
    return normalize("NFKC", _UNSEEN.sub("", _TAG.sub(" ", text)))


def _letters(body: str) -> str:
    """The digits of a sealed record, without what stands between them."""
    letters = body.upper().translate(_MISREAD)
    digits = "".join(c for c in letters if not c.isspace() and c not in _QUOTING)
    strange = next((letter for letter in digits if letter not in _DIGITS), None)
    if strange is not None:
        remedy = f"copy it again: there is a {shorten(repr(strange))} in it, which no record has"
        raise RecordError("record", digits, remedy)
    return digits


def _unsealed(letters: str) -> str:
    try:
        padded = letters.translate(_FROM_DIGITS) + "=" * (-len(letters) % 8)
        sealed = base64.b32decode(padded)
    except ValueError as error:
        raise RecordError("record", letters, "copy it again: it is not complete") from error
    body, check = sealed[:-CHECK], sealed[-CHECK:]
    if len(body) < 2 or zlib.crc32(body).to_bytes(CHECK) != check:
        remedy = "copy it again: its check sum is wrong, so a letter is missing or has changed"
        raise RecordError("record", letters, remedy)
    if body[0] != VERSION:
        document.refuse_version("record form", body[0], VERSION)
    return _inflated(body[1:])


def _inflated(packed: bytes) -> str:
    """The text that was compressed, never more of it than a record can have."""
    opener = zlib.decompressobj(zdict=_COMMON_TEXT)
    try:
        text = opener.decompress(packed, LARGEST + 1)
        if len(text) > LARGEST or not opener.eof or opener.unused_data:
            raise RecordError("record", "compressed", f"it may have {LARGEST} bytes, no more")
        return text.decode()
    except (zlib.error, UnicodeDecodeError) as error:
        raise RecordError("record", "compressed", "make it again: it holds no text") from error
