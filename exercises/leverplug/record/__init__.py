"""A learner's decisions with their seed, predictions and answers: as JSON, and as a short code.

Marks reward decisions and reasons, so a record holds what was decided and why, and never what a
screen showed: whoever opens it runs the venture again. `schema.json` sets out the JSON.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import parse_qs, urlsplit

from leverplug.record import document, packing, short_code
from leverplug.record.form import (
    LARGEST,
    Prediction,
    Record,
    RecordError,
    check_size,
    model_version,
)
from leverplug.venture import ValidationError, Venture

__all__ = [
    "LARGEST",
    "Record",
    "RecordError",
    "code",
    "dumps",
    "from_code",
    "loads",
    "model_version",
    "read",
]


def dumps(
    venture: Venture,
    seed: int = 1,
    predictions: Mapping[str, Prediction] | None = None,
    answers: Mapping[str, str] | None = None,
    model: str | None = None,
) -> str:
    """The record of a venture as JSON.

    Args:
        venture: The design; every digit of its numbers is kept.
        seed: Key of the luck it is judged on.
        predictions, answers: What the learner expected and wrote; see `Record`.
        model: The model it was made with; today's unless said.

    Returns:
        A text that `loads` opens; the same for the same arguments.

    Raises:
        RecordError: A field cannot be kept, or the whole is larger than 64 KB.

    Example:
        >>> loads(dumps(Venture(name="Kiwi"), seed=7)).venture.name
        'Kiwi'
    """
    made = Record(venture, seed, predictions or {}, answers or {}, model or model_version())
    text = document.write(made)
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
    made = Record(venture, seed, predictions or {}, model=model or model_version())
    whole = short_code.pack(venture, made.seed, made.predictions, made.model)
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
        if version != short_code.VERSION:
            document.refuse_version("code version", version, short_code.VERSION)
        return Record(**short_code.unpack(whole))
    except packing.PackingError as error:
        raise RecordError("code", text, f"copy the whole code again: {error}") from error
    except RecordError:
        raise
    except ValidationError as error:
        raise RecordError(f"code: {error.field}", error.value, error.remedy) from error


def read(text: str) -> Record:
    """The record in a JSON text, in a code, or in a link that carries a code as `v`.

    Raises:
        RecordError: It is none of them, or it is damaged.
    """
    check_size(text, "give one record, one code or one link")
    text = text.strip().removeprefix("\ufeff")
    if text.startswith("{"):
        return loads(text)
    if "?" in text or "/" in text:
        return from_code(_code_of_link(text))
    return from_code(text)


def _code_of_link(link: str) -> str:
    try:
        codes = parse_qs(urlsplit(link).query).get("v")
    except ValueError:  # not a link at all
        codes = None
    if not codes:
        raise RecordError("link", link, "copy the whole link; it must hold ?v= and a code")
    return codes[0]
