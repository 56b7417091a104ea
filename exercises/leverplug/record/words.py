"""A record or a file of work in words for people, and whether a text still has these words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from unicodedata import category, normalize

from leverplug.record.form import CONFIDENCE, Prediction, Record, shorten
from leverplug.record.work import Entry, Work
from leverplug.venture import Tie, Venture

TITLE = "Levers and Plugs: record of a venture"
TITLE_OF_WORK = "Levers and Plugs: my work"
_SECTIONS = {
    "predictions": "Prediction",
    "self_checks": "Self-check",
    "reviews": "Question asked again",
}


def of_record(record: Record) -> list[str]:
    """Lines that tell decisions, predictions and answers."""
    venture = record.venture
    lines = [
        TITLE,
        f"Venture: {venture.name or 'without a name'}",
        f"Luck (seed): {record.seed}",
        *([f"Scenario: {record.scenario}"] if record.scenario else []),
        *_choices(venture),
        *(f"Tie {tie.id}: {_tie(tie)}" for tie in venture.ties),
        *(_prediction(record, name, value) for name, value in record.predictions.items()),
    ]
    for name, text in record.answers.items():
        lines += ["", f"{name.capitalize()}:", text]
    return lines


def of_work(work: Work) -> list[str]:
    """Lines that tell what was answered, tried and changed, and the records in the file."""
    lines = [TITLE_OF_WORK, f"Book: {work.book}", f"Saved: {work.saved}"]
    for name, title in _SECTIONS.items():
        for id_, entry in getattr(work, name).items():
            lines += ["", f"{title} {id_}: {entry.question}", *_entry(entry)]
    lines += ["", *_counts(work)]
    for record in work.records:
        lines += ["", *of_record(record)]
    return lines


def _choices(venture: Venture) -> tuple[str, ...]:
    firm, founder, skills = venture.firm, venture.founder, venture.capabilities
    return (
        f"Firm: {firm.sector}, home market {firm.home_market:g}",
        f"Founder: experience {founder.experience:g}, obligation {founder.obligation:g}",
        f"Capabilities: search {skills.search:g}, learning {skills.learning:g}, "
        f"pruning {skills.pruning:g}",
    )


def _tie(tie: Tie) -> str:
    name = f"{tie.label} ({tie.kind})" if tie.label else tie.kind
    where = f" in {tie.region}" if tie.region else ""
    changes = "".join(f", {change.effort:g} from {change.quarter}" for change in tie.changes)
    until = f"to {tie.end}" if tie.end else "on"
    return f"{name}{where}, effort {tie.effort:g}{changes}, quarter {tie.start} {until}"


def _prediction(record: Record, name: str, value: Prediction) -> str:
    sure = f" ({CONFIDENCE[record.confidence[name]]})" if name in record.confidence else ""
    again = f"; answered again: {record.second[name]}" if name in record.second else ""
    why = f"; why: {record.why[name]}" if name in record.why else ""
    return f"Prediction {name}: {value}{sure}{again}{why}"


def _entry(entry: Entry) -> Iterator[str]:
    sure = f" ({CONFIDENCE[entry.confidence]})" if entry.confidence else ""
    late = ", said once the outcome had been seen" if entry.late else ""
    yield f"Answer: {entry.answer}{sure}{_came_out(entry.right)}{late}"
    if entry.second:
        yield f"Answered again: {entry.second.answer}{_came_out(entry.second.right)}"
    if entry.why:
        yield f"Why: {entry.why}"


def _came_out(right: bool | None) -> str:
    return "" if right is None else ", right" if right else ", not right"


def _counts(work: Work) -> Iterator[str]:
    checked = sum(bool(each.get("checked")) for each in work.exercises.values())
    yield f"Exercises tried: {len(work.exercises)}, checked: {checked}"
    yield f"Challenges met: {sum(map(len, work.challenges.values()))}"
    yield f"Labs with settings: {len(work.labs)}, cells of code changed: {len(work.code)}"


# --- comparing ----------------------------------------------------------------------------------


def changed(found: str, lines: Iterable[str]) -> str:
    """What is wrong with the words above a sealed record; empty if nothing is.

    Spaces, quotes, case, accents and what an editor puts around a word do not count. A text before
    the words, such as a letter to the teacher, may be there; of the words the first may be missing.

    Args:
        found: The text above the sealed record.
        lines: What the record says in words.
    """
    theirs, ours = _tokens(found), _tokens("\n".join(lines))
    for place in range(1, min(len(theirs), len(ours)) + 1):
        if theirs[-place] != ours[-place]:
            there = shorten(" ".join(theirs[max(0, len(theirs) - place - 2) :][:4]))
            here = shorten(" ".join(ours[max(0, len(ours) - place - 2) :][:4]))
            return (
                "The words above the sealed part are not those of the record: they have "
                f"“{there}” where the record has “{here}”. What counts is the record."
            )
    return ""


def _tokens(text: str) -> list[str]:
    """The words of a text in small letters without accents, in a time linear in its length."""
    simple: Mapping[int, str] = {ord(letter): _simple(letter) for letter in set(text)}
    return text.translate(simple).split()


def _simple(letter: str) -> str:
    """The letters and digits that a character stands for; a space where there are none."""
    parts = normalize("NFKD", letter.casefold())
    kept = "".join(part for part in parts if category(part)[0] in "LN").casefold()
    return kept if kept or any(category(part)[0] == "M" for part in parts) else " "
