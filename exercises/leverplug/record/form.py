"""What a record holds, what it may hold, and the error that says what is wrong with one."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache, partial
from types import MappingProxyType
from typing import Any
from zlib import crc32

from leverplug import catalogue
from leverplug.venture import ValidationError, Venture, check_text

MODEL = 1  # raise it when the model gives other results, so that older records say so
LARGEST = 64 * 1024  # bytes, of a record in either form
MOST_SEED = 2**53 - 1  # what every reader of JSON keeps exactly
MOST_PREDICTIONS, MOST_ANSWERS = 20, 50
LONGEST_NAME, LONGEST_TEXT = 40, 80  # characters
LONGEST_PREDICTION, LONGEST_ANSWER = 400, 8000
LONGEST_WHY = 400  # characters of a sentence: why a prediction was answered again
LONGEST_SCENARIO = 700  # characters of a scenario's code: no longer than a link to it
CONFIDENCE = {1: "a guess", 2: "rather unsure", 3: "rather sure", 4: "certain"}
_SHOWN = 60  # characters of a bad value that an error repeats

Prediction = bool | int | float | str


class RecordError(ValidationError):
    """A record that cannot be written or opened: which field, what it was, what to do instead.

    The value is cut to 60 characters: it may be anything a stranger wrote.
    """

    def __init__(self, field: str, value: object, remedy: str) -> None:
        if isinstance(value, (dict, list, tuple)):
            value = f"{type(value).__name__} of {len(value)}"
        shown = value if isinstance(value, str) else repr(value)
        value = value if len(shown) <= _SHOWN else shorten(shown)
        super().__init__(shorten(field), value, shorten(remedy, 400))


def shorten(text: str, longest: int = _SHOWN) -> str:
    """The first characters of a text, all of them fit to be shown and stored."""
    cut = text if len(text) <= longest else text[:longest] + "…"
    return cut.encode("utf-8", "replace").decode()


@cache
def model_version() -> str:
    """Which model a record was made with: the model's number and a mark of all parameters.

    Two kits that agree in it give the same venture the same history.
    """
    of_kinds = (p for kind in catalogue.tie_kinds().values() for p in kind.evidence.values())
    everything = (*catalogue.parameters().values(), *of_kinds)
    numbers = sorted((p.scope, p.name, p.value) for p in everything)
    places = [(region.key, region.distance) for region in catalogue.regions().values()]
    return f"{MODEL}-{crc32(repr((numbers, places)).encode()):08x}"


@dataclass(frozen=True)
class Record:
    """What a learner decided, predicted and answered.

    Args:
        venture: The design.
        seed: Key of the draws it is judged on, 0 to 2**53 - 1.
        predictions: What the learner expected, by the name of the outcome: numbers, yes or no,
            or a sentence or two (400 characters).
        answers: Written answers (8,000 characters each), by the name of the question.
        model: The model it was made with; see `model_version`.
        confidence: How sure the learner was of a prediction, a step of `CONFIDENCE`, 1 to 4.
        second: What was answered once the outcome had been seen, as in `predictions`.
        why: A sentence on that (400 characters).
        scenario: Code of the class's scenario, empty if the learner chose freely.

    The names in `confidence`, `second` and `why` are names of predictions.

    Raises:
        RecordError: One of them cannot be kept.
    """

    venture: Venture
    seed: int = 1
    predictions: Mapping[str, Prediction] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)
    model: str = field(default_factory=model_version)
    confidence: Mapping[str, int] = field(default_factory=dict)
    second: Mapping[str, Prediction] = field(default_factory=dict)
    why: Mapping[str, str] = field(default_factory=dict)
    scenario: str = ""

    def __post_init__(self) -> None:
        if not isinstance(self.venture, Venture):
            raise RecordError("venture", self.venture, "give a Venture")
        if type(self.seed) is not int or not 0 <= self.seed <= MOST_SEED:
            raise RecordError("seed", self.seed, f"give a whole number from 0 to {MOST_SEED}")
        _check_text("model", self.model, LONGEST_TEXT, 1)
        _check_named("predictions", self.predictions, MOST_PREDICTIONS, check_prediction)
        check_answer = partial(_check_lines, longest=LONGEST_ANSWER)
        _check_named("answers", self.answers, MOST_ANSWERS, check_answer)
        self._check_on_predictions()
        _check_text("scenario", self.scenario, LONGEST_SCENARIO)
        for name in ("predictions", "answers", *_ON_PREDICTIONS):
            object.__setattr__(self, name, MappingProxyType(dict(getattr(self, name))))

    def _check_on_predictions(self) -> None:
        """What is said of predictions: each in its form, and of no other."""
        for where, check in _ON_PREDICTIONS.items():
            _check_named(where, getattr(self, where), MOST_PREDICTIONS, check)
            for name in getattr(self, where):
                if name not in self.predictions:
                    raise RecordError(where, name, "name a prediction of this record")

    @property
    def same_model(self) -> bool:
        """Whether this kit runs the model the record was made with."""
        return self.model == model_version()


def check_size(text: str, remedy: str, most: int = LARGEST) -> None:
    """Make sure that a record is a text of at most `most` bytes.

    Raises:
        RecordError: It is not; `remedy` says what to do if it is too long.
    """
    if not isinstance(text, str):
        raise RecordError("record", text, "give a text")
    size = len(text.encode("utf-8", "replace"))
    if size > most:
        raise RecordError("record", f"{size} bytes", f"{remedy}; it may have {most} bytes")


def _check_named(where: str, values: Any, most: int, check: Callable[[str, Any], None]) -> None:
    if not isinstance(values, Mapping):
        raise RecordError(where, values, "give a group of names and values")
    if len(values) > most:
        raise RecordError(where, len(values), f"keep at most {most}")
    for name, value in values.items():
        check_name(where, name)
        check(f"{where}: {name}", value)


def check_name(where: str, name: Any) -> None:
    """Make sure that a value can name a prediction or an answer.

    Raises:
        RecordError: It cannot.
    """
    _check_text(f"{where}: a name", name, LONGEST_NAME, 1)


def is_seen(letter: str) -> bool:
    """Whether a character can stand in a record: it can be seen and turns no line round."""
    try:
        check_text("letter", letter, 1)
    except ValidationError:
        return False
    return True


def _check_text(where: str, value: Any, longest: int, shortest: int = 0) -> None:
    try:
        check_text(where, value, longest, shortest)
    except ValidationError as error:
        raise RecordError(where, value, error.remedy) from error


def check_prediction(where: str, value: Any) -> None:
    """Make sure that a value can be a prediction.

    Raises:
        RecordError: It cannot.
    """
    if isinstance(value, str):
        _check_lines(where, value, LONGEST_PREDICTION)
    elif type(value) not in (bool, int, float) or not -MOST_SEED <= value <= MOST_SEED:
        raise RecordError(where, value, "give a finite number, true or false, or a few words")


def _check_lines(where: str, value: Any, longest: int) -> None:
    """A text that may run over several lines."""
    lines = re.sub(r"[\n\r\t]", " ", value) if isinstance(value, str) else value
    _check_text(where, lines, longest)


def check_confidence(where: str, value: Any) -> None:
    """Make sure that a value is a step of `CONFIDENCE`.

    Raises:
        RecordError: It is not.
    """
    if type(value) is not int or value not in CONFIDENCE:
        raise RecordError(where, value, "give a whole number from 1 (a guess) to 4 (certain)")


_ON_PREDICTIONS: dict[str, Callable[[str, Any], None]] = {
    "confidence": check_confidence,
    "second": check_prediction,
    "why": partial(_check_lines, longest=LONGEST_WHY),
}
