"""Students' ids that are folder names everywhere: letters, digits and . _ - @."""

from __future__ import annotations

import re
import unicodedata
from hashlib import sha256

ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9@._-]{0,63}")
_LONGEST = 64  # characters
_OTHER = re.compile(r"[^A-Za-z0-9@._-]+")
_AS_LETTERS = str.maketrans({
    "ß": "ss", "æ": "ae", "Æ": "Ae", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D",
    "œ": "oe", "Œ": "Oe", "ı": "i", "þ": "th", "Þ": "Th", "ð": "d",
})  # fmt: skip
_DEVICE = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)  # on Windows


def safe_id(text: str) -> str:
    """An id made of any text; texts that are ids already stay as they are.

    What has too little that an id can keep, or is too long, gets a few digits of its own.

    Example:
        >>> [safe_id(text) for text in ("s1001", "Zoë O'Hara", "12/345", "a@b.org", "con")]
        ['s1001', 'Zoe-O-Hara', '12-345', 'a@b.org', 'id-con']
        >>> safe_id("王芳")
        'name-8ac9540b'
    """
    if ID.fullmatch(text) and not _DEVICE.fullmatch(text) and not text.endswith("."):
        return text
    plain = unicodedata.normalize("NFKD", text.translate(_AS_LETTERS))
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    kept = _OTHER.sub("-", plain).strip("-._@")
    mark = sha256(text.encode("utf-8", "replace")).hexdigest()[:8]
    if not kept or sum(not c.isascii() for c in plain) * 2 > len(plain):
        return f"name-{mark}"
    if _DEVICE.fullmatch(kept):
        return f"id-{kept}"
    return kept if len(kept) <= _LONGEST else f"{kept[: _LONGEST - 9].rstrip('-._@')}-{mark}"
