"""What a class answered to the questions of the chapters, how sure it was, and how it came out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from leverplug.record import CONFIDENCE, document, scenario
from leverplug.record.scenario import VENTURE_LAB
from leverplug.record.work import Entry, Work, entry
from leverplug.venture import ValidationError

_LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class Question:
    """A question of the book, and all answers of a class to it.

    Args:
        id: Its id in the book, as the files have it; of a scenario its code.
        answers: What each student answered.
        in_scenario: Whether an instructor asked it, in a scenario of a lab.
    """

    id: str
    answers: tuple[Entry, ...]
    in_scenario: bool = False

    @property
    def judged(self) -> tuple[Entry, ...]:
        """The answers of which the book says whether they came out so."""
        return tuple(one for one in self.answers if one.right is not None)

    @property
    def right(self) -> int:
        """How many first answers came out so."""
        return sum(one.right is True for one in self.answers)

    @property
    def second(self) -> tuple[Entry, ...]:
        """The answers that were given again."""
        return tuple(one for one in self.answers if one.second is not None)

    @property
    def second_judged(self) -> tuple[Entry, ...]:
        """Those of them of which the book says whether they came out so."""
        return tuple(one for one in self.second if one.second and one.second.right is not None)

    @property
    def second_right(self) -> int:
        """How many second answers came out so."""
        return sum(one.second is not None and one.second.right is True for one in self.answers)

    @cached_property
    def shared(self) -> str:
        """The question as at least two files have it, so that none can put words here alone."""
        return _shared(one.question for one in self.answers)

    def choices(self) -> dict[str, tuple[str, int]]:
        """How many chose each listed answer: letter -> (answer as two files have it, number)."""
        chosen = Counter(one.choice for one in self.answers if one.choice)
        return {
            _LETTERS[choice - 1]: (
                _shared(str(one.answer) for one in self.answers if one.choice == choice), count
            )
            for choice, count in sorted(chosen.items())
        }  # fmt: skip

    def numbers(self) -> list[float]:
        """The answers that are numbers, in order."""
        return sorted(float(one.answer) for one in self.answers
                      if not isinstance(one.answer, str) and one.choice is None)  # fmt: skip


def _shared(texts: Iterable[str]) -> str:
    """The text that most have, if at least two have it; else nothing."""
    counts = Counter(texts).most_common(1)
    return counts[0][0] if counts and counts[0][1] > 1 else ""


def questions_of(works: Sequence[Work]) -> tuple[Question, ...]:
    """The predictions of a class, the question that most answered first.

    Those that were kept in a scenario of a small lab are among them; the venture lab's are in the
    records.
    """
    found: dict[tuple[str, bool], list[Entry]] = {}
    for work in works:
        for name, answer in work.predictions.items():
            found.setdefault((name, False), []).append(answer)
        for code, answer in _in_scenarios(work):
            found.setdefault((code, True), []).append(answer)
    ranked = sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))
    return tuple(Question(id_, tuple(answers), asked) for (id_, asked), answers in ranked)


def _in_scenarios(work: Work) -> Iterator[tuple[str, Entry]]:
    """What was predicted in scenarios of small labs: each scenario's code once, and the answer."""
    seen = set()
    for state in _states(work):
        try:
            kept = state["scenario"]
            asked = scenario.from_code(kept["code"])
            again = {"answer": kept["second"], "when": ""} if "second" in kept else None
            told = {"question": asked.question or asked.title, "answer": kept["prediction"],
                    "when": "", "why": str(kept.get("why", ""))}  # fmt: skip
            told |= {"confidence": kept["confidence"]} if "confidence" in kept else {}
            answer = entry(told | ({"second": again} if again else {}), "scenario")
        except (ValidationError, LookupError, TypeError):
            continue  # no scenario, or one that nobody can read
        code = kept["code"].strip()
        if asked.lab != VENTURE_LAB and code not in seen:
            seen.add(code)
            yield code, answer


def _states(work: Work) -> Iterator[Mapping[str, Any]]:
    """The states of the labs: as they are, then those under and behind them, the latest first."""
    for text in work.labs.values():
        try:
            now = document.values(text)
        except ValidationError:
            continue
        if not isinstance(now, dict):
            continue
        rest = (now.get(name) for name in ("earlier", "left"))
        older = (each for states in rest if isinstance(states, list) for each in reversed(states))
        yield from (each for each in (now, *older) if isinstance(each, dict))


def by_confidence(questions: Sequence[Question]) -> Mapping[int, tuple[int, int]]:
    """For each step of confidence how many answers came out so, of how many that were judged."""
    found = {}
    for step in CONFIDENCE:
        mine = [one for each in questions for one in each.judged if one.confidence == step]
        found[step] = (sum(one.right is True for one in mine), len(mine))
    return found
