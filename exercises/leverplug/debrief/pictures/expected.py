"""Expected and came: predictions beside outcomes, second answers, and how sure the class was."""

from __future__ import annotations

from html import escape

from leverplug.debrief.expectations import CLOSE, TO_SCENARIO, Expectation, Expectations
from leverplug.debrief.pictures import answers, svg
from leverplug.debrief.results import Results
from leverplug.debrief.view import View
from leverplug.record import CONFIDENCE

_LEFT, _TOP, _SIDE = 44.0, 10.0, 380.0
_FEW = 120  # predictions up to which each has its arrow


def draw(results: Results, view: View) -> str:
    """The section as HTML."""
    found = results.expectations
    assert found is not None
    if results.group.question:
        return _to_scenario(results, view)
    if not found.all:
        return "<p>No record says how many of 100 runs were expected to be born global.</p>"
    entries = results.group.entries
    of = len(found.all)
    head = svg.number(
        found.median_miss,
        f"of 100 runs is what the middle of the class was off by; {found.too_high} of {of} "
        "expected too much",
    )
    rows = (
        (view.who(entries[one.place]), f"{one.first:.0f}", f"{one.came:.0f}",
         "–" if one.second is None else f"{one.second:.0f}",
         CONFIDENCE[one.sure] if one.sure else "–")
        for one in found.all
    )  # fmt: skip
    columns = ("who", "expected of 100", "came", "second answer", "how sure")
    words = (
        f"{of} expectations of runs born global (to the right) and what came (up), of 100. "
        f"{found.too_high} lie below the line: too much was expected."
    )
    asked = svg.ask(
        "What did the ones near the line take into account?",
        "Which tie did you count on that did not deliver?",
    )
    picture = svg.picture(_TOP + _SIDE + 52, words, _parts(results, view, found))
    return svg.side_by_side(
        head + _second(found) + asked, picture + _confidence(found)
    ) + svg.table(columns, rows, "Expected and came")


def _to_scenario(results: Results, view: View) -> str:
    """That the scenario asked something else, and to the instructor what was answered."""
    told = "<p>The scenario asked a question of its own, which no run can answer for all.</p>"
    if not view.names:
        return told
    rows = []
    for entry in results.group.entries:
        said = entry.record
        if TO_SCENARIO in said.predictions:
            second, sure = said.second.get(TO_SCENARIO, "–"), said.confidence.get(TO_SCENARIO, 0)
            rows.append((view.who(entry), escape(str(said.predictions[TO_SCENARIO])),
                         escape(str(second)), CONFIDENCE.get(sure, "–")))  # fmt: skip
    columns = ("who", "answer", "second answer", "how sure")
    return told + svg.table(columns, rows, results.group.question) if rows else told


def _at(expected: float, came: float) -> tuple[float, float]:
    return _LEFT + expected / 100 * _SIDE, _TOP + (1 - came / 100) * _SIDE


def _parts(results: Results, view: View, found: Expectations) -> list[str]:
    low, high = _at(0, 0), _at(100, 100)
    parts = [
        svg.line(*low, *high, "muted", 1.5, "5 4"),
        svg.line(*low, high[0], low[1], "muted"), svg.line(*low, low[0], high[1], "muted"),
        svg.text(_at(78, 0)[0], _at(0, 86)[1], "as expected", anchor="end", fill="muted"),
        svg.text(high[0], _at(0, 52)[1], "too much expected", anchor="end", fill="muted"),
        svg.text(low[0] + 8, high[1] + 16, "too little expected", fill="muted"),
        svg.text((low[0] + high[0]) / 2, low[1] + 42, "expected: born global of 100 runs",
                 anchor="middle"),
        f'<g transform="rotate(-90 14 {_TOP + _SIDE / 2:.0f})">'
        + svg.text(14, _TOP + _SIDE / 2, "came", anchor="middle") + "</g>",
    ]  # fmt: skip
    for tick in (0, 25, 50, 75, 100):
        x, y = _at(tick, tick)
        parts.append(svg.text(x, low[1] + 20, str(tick), anchor="middle", fill="muted"))
        if tick:
            parts.append(svg.text(low[0] - 6, y + 5, str(tick), anchor="end", fill="muted"))
    for one in found.all:
        parts += _mark(one, view.plain(results.group.entries[one.place]), len(found.all) <= _FEW)
    return parts


def _mark(one: Expectation, who: str, with_arrow: bool) -> list[str]:
    """A dot for the first answer, and a line to the second."""
    x, y = _at(one.first, one.came)
    title = f"{who}: expected {one.first:.0f}, came {one.came:.0f}"
    parts = []
    if one.second is not None and with_arrow:
        to, _ = _at(one.second, one.came)
        parts = [svg.line(x, y, to, y, "lever", 1.5), svg.dot(to, y, 4, "lever", ring=True)]
    colour = "lever" if one.close else "plug"
    return [*parts, svg.dot(x, y, 5.5, colour, title)]


def _second(found: Expectations) -> str:
    if not found.second:
        return ""
    words = f"of {len(found.second)} second answers are closer to what came than the first (rings)"
    return svg.number(found.closer, words)


def _confidence(found: Expectations) -> str:
    """Of those who were so sure, how many were close."""
    by_step = found.by_confidence()
    if not any(of for _, of in by_step.values()):
        return ""
    heading = f"<h4>How sure, and how often within {CLOSE} of 100?</h4>"
    return heading + answers.confidence(by_step, f"were within {CLOSE} of 100")
