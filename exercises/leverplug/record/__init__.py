"""A learner's decisions with their seed, predictions and answers: as JSON, code, or text block.

Marks reward decisions and reasons, so a record holds what was decided and why, and never what a
screen showed: whoever opens it runs the venture again. `schema.json` sets out the JSON.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from typing import Any
from unicodedata import category

from leverplug.record import block, document, packing, scenario_code, short_code
from leverplug.record.block import Opened
from leverplug.record.form import (
    CONFIDENCE,
    LARGEST,
    MOST_PREDICTIONS,
    Prediction,
    Record,
    RecordError,
    check_size,
    model_version,
)
from leverplug.venture import ValidationError, Venture

__all__ = [
    "CONFIDENCE", "LARGEST", "MOST_PREDICTIONS", "Opened", "Prediction", "Record", "RecordError",
    "code", "dumps", "from_code", "hand_in_text", "last_of", "loads", "model_version", "open_all",
    "open_text", "read",
]  # fmt: skip


def dumps(
    venture: Venture,
    seed: int = 1,
    predictions: Mapping[str, Prediction] | None = None,
    answers: Mapping[str, str] | None = None,
    model: str | None = None,
    **more: Any,
) -> str:
    """The record of a venture as JSON.

    Args:
        venture: The design; every digit of its numbers is kept.
        seed: Key of the draws it is judged on.
        predictions, answers: What the learner expected and wrote; see `Record`.
        model: The model it was made with; today's unless said.
        more: `confidence`, `second`, `why`, `scenario`; see `Record`.

    Returns:
        A text that `loads` opens; the same for the same arguments.

    Raises:
        RecordError: A field cannot be kept, or the whole is larger than 64 KB.

    Example:
        >>> loads(dumps(Venture(name="Kiwi"), seed=7)).venture.name
        'Kiwi'
    """
    version = model or model_version()
    content = Record(venture, seed, predictions or {}, answers or {}, version, **more)
    text = document.as_text(document.as_document(content))
    check_size(text, "shorten the answers, the labels or the ids")
    return text


def loads(text: str) -> Record:
    """The record in a JSON text. Nothing in it is ever run.

    Raises:
        RecordError: It is no record, was damaged or changed by hand into something impossible,
            or was made by a version that this one cannot open.
    """
    check_size(text, "choose the file of one record")
    return document.parse(text)


def code(
    venture: Venture,
    seed: int = 1,
    predictions: Mapping[str, Prediction] | None = None,
    model: str | None = None,
) -> str:
    """The record of a venture as a short text for a URL; answers stay out of it.

    It is exact for every venture. With twelve ties that have ids of the form `KIND-NUMBER`, up
    to three changes each, efforts in thousandths and no labels it has at most 400 characters;
    labels, other ids and longer decimals lengthen it.

    Args:
        venture, seed, predictions, model: As for `dumps`.

    Raises:
        RecordError: A field cannot be kept.

    Example:
        >>> from_code(code(Venture(), seed=7)).seed
        7
    """
    content = Record(venture, seed, predictions or {}, model=model or model_version())
    whole = short_code.pack(venture, content.seed, content.predictions, content.model)
    return packing.seal(short_code.VERSION, whole)


def from_code(text: str) -> Record:
    """The record in a code.

    Raises:
        RecordError: It is no code, is incomplete or changed, or was made by a version that this
            one cannot open.
    """
    check_size(text, "paste one code")
    text = text.strip()
    try:
        version, whole = packing.unseal(text)
        if version >= scenario_code.MARK:
            raise RecordError("code", text, "open its link in the book: it is a scenario's")
        if version not in short_code.READERS:
            document.refuse_version("code version", version, short_code.VERSION)
        return Record(**short_code.READERS[version](whole))
    except packing.PackingError as error:
        raise RecordError("code", text, f"copy the whole code again: {error}") from error
    except RecordError:
        raise
    except ValidationError as error:
        raise RecordError(f"code: {error.field}", error.value, error.remedy) from error


def hand_in_text(
    venture: Venture,
    seed: int = 1,
    predictions: Mapping[str, Prediction] | None = None,
    answers: Mapping[str, str] | None = None,
    model: str | None = None,
    **more: Any,
) -> str:
    """The whole record as a block of text for a learning platform: words, then itself.

    `read` opens it after an editor has wrapped its lines, changed its spaces and quotes, or
    written it as HTML. The words on top are for people; what is opened is the part below them.

    Args:
        venture, seed, predictions, answers, model, more: As for `dumps`.

    Raises:
        RecordError: As for `dumps`.

    Example:
        >>> text = hand_in_text(Venture(name="Kiwi"), answers={"reasons": "Few, well fed."})
        >>> read(text.replace(" ", "&nbsp;")).answers["reasons"]
        'Few, well fed.'
    """
    return block.write(loads(dumps(venture, seed, predictions, answers, model, **more)))


def read(text: str) -> Record:
    """The record in a JSON text, a hand-in text, a code, or a link that carries a code as `v`.

    Of a file of work it is the record that was added last.

    Raises:
        RecordError: It is none of them, it is damaged, or it is a file of work without a record.
    """
    return last_of(open_text(text))


def last_of(opened: Opened) -> Record:
    """The record that was added last to what was opened.

    Raises:
        RecordError: It is a file of work without one.
    """
    if not opened.records:
        raise RecordError("work", "without a record", "hand in a venture with it")
    return opened.records[-1]


def open_text(text: str) -> Opened:
    """What a text of any of these forms holds, with remarks on it.

    Args:
        text: A record or a file of work as JSON or as a hand-in text; a code; a link with one.

    Raises:
        RecordError: It is none of them, or it is damaged.
    """
    text = _checked(text)
    if text.startswith("{"):
        return block.of_text(text)
    if block.is_block(text):
        return block.parse(text)
    return Opened((_of_code_or_link(text),))


def open_all(text: str) -> tuple[list[Opened], list[RecordError]]:
    """What a text holds in which several hand-in texts may stand, and why parts cannot be read."""
    try:
        text = _checked(text)
        if block.is_block(text):
            return block.parse_all(text)
        return [open_text(text)], []
    except RecordError as error:
        return [], [error]


def _checked(text: str) -> str:
    check_size(text, "give one record, one code or one link", block.LARGEST_BLOCK)
    return text.strip().removeprefix("\ufeff")


def _of_code_or_link(text: str) -> Record:
    if "?" in text or "/" in text:
        return _of_link(text)
    return from_code(_one_line(text))


def _of_link(text: str) -> Record:
    """The record of a link in a text, which mail may have broken into lines."""
    wrong = RecordError("link", text, "copy the whole link; it must hold ?v= and a code")
    for link in (unescape(text), _one_line(text)):
        if match := re.search(r"[?&]v=([\w-]*)", link, re.ASCII):
            try:
                return from_code(match[1])
            except RecordError as error:
                wrong = error
    raise wrong


def _one_line(text: str) -> str:
    """A code or link without the breaks, spaces and dashes that mail and editors put into it."""
    seen = (c for c in unescape(text) if not c.isspace() and category(c) not in ("Cc", "Cf"))
    return re.sub("[\u2010\u2011\u2212]", "-", re.sub("[\u2013\u2014]", "--", "".join(seen)))
