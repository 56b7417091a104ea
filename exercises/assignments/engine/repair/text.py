"""A file as text: whatever its encoding, and in words what it is where it is no text."""

from __future__ import annotations

import json

from assignments.engine.errors import Refusal
from assignments.engine.files import LARGEST

_OTHER_FILES = {
    b"%PDF": "a PDF file",
    b"PK\x03\x04": "a zip or Office file",
    b"\x1f\x8b": "a compressed file",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"{\\rtf": "a word processor's file",
}
_WEB_PAGE = ("<!doctype", "<html", "<head", "<body", "<script", "<?xml")


def decode(data: bytes) -> tuple[str, list[str]]:
    """A file's text, and what is odd about its encoding.

    Args:
        data: The file's content.

    Returns:
        The text, and remarks in words for the report.

    Raises:
        Refusal: It is too large, empty, or another kind of file.
    """
    if len(data) > LARGEST:
        most = LARGEST / 2**20
        raise Refusal(f"it is too large: {len(data) / 2**20:.0f} MB of at most {most:.0f}")
    for start, what in _OTHER_FILES.items():
        if data.startswith(start):
            raise Refusal(f"it is not a notebook: it is {what}")
    if not data.strip(b"\0 \t\r\n"):
        raise Refusal("it is not a notebook: the file is empty")
    encoding = json.detect_encoding(data)
    remarks = []
    if encoding == "utf-8-sig":
        remarks.append("a byte-order mark")
    elif encoding != "utf-8":
        remarks.append(encoding.upper().replace("-LE", "").replace("-BE", ""))
    try:
        text = data.decode(encoding, "surrogatepass")
    except UnicodeDecodeError:
        text, remark = _decode_anyway(data, encoding)
        remarks.append(remark)
    text = text.removeprefix("\ufeff")
    if text.lstrip()[:9].lower().startswith(_WEB_PAGE):
        raise Refusal(
            "it is not a notebook: a web page was saved under its name; download the .ipynb itself"
        )
    return text, remarks


def _decode_anyway(data: bytes, encoding: str) -> tuple[str, str]:
    """Text with bytes that its encoding does not have, and what was done about them."""
    text = data.decode(encoding, "replace")
    bad = text.count("\ufffd")
    if encoding.startswith("utf-8") and bad > sum(char > "\x7f" for char in text) - bad:
        # cp1252 leaves five bytes undefined, for which Latin-1 has control characters.
        return data.decode("cp1252", "surrogateescape").translate(_UNDEFINED), "Windows' encoding"
    return text, "broken characters"


_UNDEFINED = {0xDC00 + byte: 0xFFFD for byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D)}
