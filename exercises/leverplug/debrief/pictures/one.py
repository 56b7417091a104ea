"""One record: its life among five hundred, what happened in it, what it expected, what to ask."""

from __future__ import annotations

from html import escape

import numpy as np

from leverplug.debrief.expectations import EXPECTED, TO_SCENARIO, expected_in
from leverplug.debrief.groups import Group
from leverplug.debrief.intake import Entry
from leverplug.debrief.pictures import svg
from leverplug.debrief.pictures.luck import EQUAL
from leverplug.debrief.results import Results
from leverplug.debrief.view import View, without_own_ids
from leverplug.explain import timeline
from leverplug.explain.defence import defence_questions
from leverplug.record import CONFIDENCE, Record
from leverplug.venture import ValidationError, Venture

_BINS, _TOP, _HEIGHT = 40, 34.0, 110.0
_MOST_MOMENTS = 12


def draw(results: Results, place: int, view: View) -> str:
    """A student's record as HTML; the model is run again for it, which takes a moment.

    Args:
        results: With ranks.
        place: Of the entry.
        view: Whether names and the student's own words are shown.
    """
    entry = results.group.entries[place]
    design = entry.record.venture if view.names else entry.design
    parts = [
        f"<h4>{view.who(entry)}</h4>", _life(results, place), _said(results, place, view),
        _course(results, entry, design, view), _questions(results, entry, design, view),
    ]  # fmt: skip
    if view.names:
        parts += [
            _words(entry, results.group),
            "".join(f"<p>{escape(each)}</p>" for each in entry.details),
        ]
    parts.append("".join(f"<p><small>{escape(each)}.</small></p>" for each in entry.remarks))
    return f'<article class="lpd-one">{"".join(parts)}</article>'


def _life(results: Results, place: int) -> str:
    """Five hundred draws of the design as a heap, with the student's own life in it."""
    assert results.ranks is not None
    assert results.sales is not None
    values, own = results.sales[results.of_entry[place]], float(results.ranks.own[place])
    most = max(float(values.max()), own, 1e-9)
    counts, _ = np.histogram(values, _BINS, (0, most))
    wide, tall = (svg.WIDTH - 8) / _BINS, _HEIGHT / max(counts.max(), 1)
    parts = [
        svg.bar(4 + n * wide, _TOP + _HEIGHT - count * tall, wide - 1, count * tall, "home", 0.7)
        for n, count in enumerate(counts) if count
    ]  # fmt: skip
    x = 4 + own / most * (svg.WIDTH - 8)
    parts += [
        svg.line(x, _TOP - 6, x, _TOP + _HEIGHT, "plug", 3),
        svg.text(min(max(x, 60), svg.WIDTH - 60), _TOP - 14, f"own life: {own:,.0f}",
                 anchor="middle", bold=True),
        svg.text(4, _TOP + _HEIGHT + 18, "0", fill="muted"),
        svg.text(svg.WIDTH - 4, _TOP + _HEIGHT + 18, f"{most:,.0f} sold abroad", anchor="end",
                 fill="muted"),
    ]  # fmt: skip
    luck = results.ranks.luck[place]
    words = (
        f"{len(values)} lives of this design by what they sold abroad in ten years; the student's "
        f"own life, {own:,.0f}, was luckier than {luck:.0f} of 100; {EQUAL}."
    )
    less = f"of 100 lives of this design came to less than the student's own; {EQUAL}"
    return svg.number(luck, less) + svg.picture(_TOP + _HEIGHT + 26, words, parts)


def _said(results: Results, place: int, view: View) -> str:
    """What the student expected, beside what came; or the answer to a scenario's own question."""
    if results.group.question:
        return _to_scenario(results, results.group.entries[place].record, view)
    found = results.expectations
    mine = [one for one in found.all if one.place == place] if found else []
    if not mine:
        return "<p>It says nothing of what was expected.</p>"
    (one,) = mine
    words = f"Expected {one.first:.0f} of 100 runs born global; {one.came:.0f} came"
    if one.sure:
        words += f" (“{CONFIDENCE[one.sure]}”)"
    if one.second is not None:
        words += f". Second answer: {one.second:.0f}"
    return f"<p>{words}.</p>"


def _to_scenario(results: Results, said: Record, view: View) -> str:
    """The answer to the question that a scenario asked, for the instructor alone."""
    if not view.names:
        return "<p>The scenario asked a question of its own.</p>"
    question = f"“{escape(results.group.question)}”"
    if TO_SCENARIO not in said.predictions:
        return f"<p>It has no answer to the scenario's question, {question}.</p>"
    words = f"To the scenario's question, {question}: {escape(str(said.predictions[TO_SCENARIO]))}"
    if TO_SCENARIO in said.confidence:
        words += f" (“{CONFIDENCE[said.confidence[TO_SCENARIO]]}”)"
    if TO_SCENARIO in said.second:
        words += f". Second answer: {escape(str(said.second[TO_SCENARIO]))}"
    return f"<p>{words}.</p>"


def _course(results: Results, entry: Entry, design: Venture, view: View) -> str:
    """The turning points of the student's own life."""
    told = timeline(design, 0, entry.record.seed, results.group.shocks(design)).sentences()
    if not view.names:
        told = [without_own_ids(words, design) for words in told]
    if not told:
        return "<p>Nothing notable happened in this life.</p>"
    listed = "".join(f"<li>{escape(words)}</li>" for words in told[:_MOST_MOMENTS])
    more = len(told) - _MOST_MOMENTS
    rest = f"<p><small>{more} more.</small></p>" if more > 0 else ""
    return f"<h5>What happened</h5><ul>{listed}</ul>{rest}"


def _questions(results: Results, entry: Entry, design: Venture, view: View) -> str:
    """Three questions to defend the design by, and what a good answer names, folded."""
    expected = expected_in(entry, results.group)
    try:
        asked = defence_questions(
            design, entry.record.seed, shocks=results.group.shocks(design),
            expected=int(expected) if expected is not None else None,
            budget=results.group.budget,
        )  # fmt: skip
    except ValidationError:
        return "<p>No questions could be worked out for this record.</p>"
    items = []
    for one in asked:
        texts = [one.text, *one.names]
        if not view.names:
            texts = [without_own_ids(words, design) for words in texts]
        question, *facts = map(escape, texts)
        answers = "".join(f"<li>{fact}</li>" for fact in facts)
        items.append(
            f"<li>{question}<details><summary>A good answer names</summary><ul>{answers}</ul>"
            "</details></li>"
        )
    return f'<h5>To ask</h5><ol class="lpd-questions">{"".join(items)}</ol>'


def _words(entry: Entry, group: Group) -> str:
    """Reasons and other answers in the student's own words."""
    found, told_above = entry.record, {EXPECTED, *([TO_SCENARIO] if group.question else [])}
    rows = [(name.capitalize(), text) for name, text in found.answers.items()]
    rows += [(f"Prediction {name}", str(value)) for name, value in found.predictions.items()
             if name not in told_above]  # fmt: skip
    rows += [(f"Why, to {name}", text) for name, text in found.why.items()]
    told = "".join(f"<dt>{escape(name)}</dt><dd>{escape(text)}</dd>" for name, text in rows)
    return f'<dl class="lpd-words">{told}</dl>' if told else ""
