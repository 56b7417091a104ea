"""Ties that helped and ties that hurt: what designs lose without them, on the same luck."""

from __future__ import annotations

from html import escape

from leverplug.debrief.effort import name_of
from leverplug.debrief.pictures import svg
from leverplug.debrief.results import Results
from leverplug.debrief.ties import TieGain, TieGains
from leverplug.debrief.view import View, without_own_ids
from leverplug.explain.moment import tie_name

_LEFT, _ROW, _TOP = 150.0, 26.0, 6.0


def draw(results: Results, view: View) -> str:
    """The section as HTML."""
    found = results.ties
    assert found is not None
    if not found.kinds or found.best is None or found.worst is None:
        return "<p>No design of this class has a tie to take away.</p>"
    best, worst = found.kinds[0], found.kinds[-1]
    more = "less" if best.mean < 0 else "more"
    head = svg.number(
        abs(best.mean), f"{more} sold abroad in ten years with a tie of the kind "
        f"<b>{name_of(best.kind).lower()}</b> than without it, on average",
    )  # fmt: skip
    if worst.mean < 0 and worst is not best:
        head += svg.number(-worst.mean, f"less with <b>{name_of(worst.kind).lower()}</b>")
    rows = [
        (name_of(one.kind), svg.amount(round(one.mean), "+"), str(one.helped), str(one.hurt))
        for one in found.kinds
    ]
    told = ", ".join(f"{name} {gain}" for name, gain, *_ in rows)
    words = f"What ties of each kind added to foreign sales over ten years, on average: {told}."
    asked = svg.ask(
        "Why does the same kind of tie help one design and hurt another?",
        "What does the tie that hurts do that a sales figure does not show?",
    )
    picture = svg.picture(_TOP + _ROW * len(rows) + 8, words, _parts(found))
    said = head + _single(results, view, found) + asked
    columns = ("kind", "mean gain", "ties that helped, counted per student", "ties that hurt")
    return (
        svg.side_by_side(said, picture) + _how(found) + svg.table(columns, rows, "What ties added")
    )


def _parts(found: TieGains) -> list[str]:
    low = min(0.0, *(one.mean for one in found.kinds))
    high = max(0.0, *(one.mean for one in found.kinds))
    room = svg.WIDTH - _LEFT - 8
    scale = (room - 100) / max(high - low, 1e-9)
    zero = _LEFT + 46 - low * scale
    parts = [svg.line(zero, _TOP, zero, _TOP + _ROW * len(found.kinds), "muted")]
    for number, one in enumerate(found.kinds):
        y, wide = _TOP + number * _ROW, abs(one.mean) * scale
        help_ = one.mean >= 0
        parts.append(svg.text(_LEFT - 8, y + 17, name_of(one.kind), anchor="end", size=svg.SMALL))
        start = zero if help_ else zero - wide
        parts.append(svg.bar(start, y + 3, wide, _ROW - 8, "lever" if help_ else "plug"))
        x, anchor = (zero + wide + 5, "start") if help_ else (zero - wide - 5, "end")
        parts.append(
            svg.text(x, y + 17, svg.amount(round(one.mean), "+"), anchor=anchor, size=svg.SMALL)
        )
    return parts


def _single(results: Results, view: View, found: TieGains) -> str:
    """The one tie that helped most, and the one that hurt most, with whose they are."""
    assert found.best is not None
    assert found.worst is not None
    lines = ["No tie of the class added anything on average."]
    if found.best.gain > 0:
        lines = [f"<b>Helped most:</b> {_told(results, view, found.best)}"]
    if found.worst.gain < 0:
        lines.append(f"<b>Hurt most:</b> {_told(results, view, found.worst)}")
    else:
        lines.append("No tie of the class took anything away on average.")
    return "".join(f"<p>{words}</p>" for words in lines)


def _told(results: Results, view: View, one: TieGain) -> str:
    design = results.designs[one.design]
    place = int((results.of_entry == one.design).argmax())
    tie = without_own_ids(tie_name(design.tie(one.tie_id)), design).replace("your ", "", 1)
    more = "more" if one.gain >= 0 else "less"
    whose = view.who(results.group.entries[place])
    return f"{escape(tie)} of {whose}: {abs(one.gain):,.0f} {more} sold abroad with it."


def _how(found: TieGains) -> str:
    some = (
        "" if found.designs == found.of else f", of {found.designs:,} designs out of {found.of:,}"
    )
    return (
        f"<p><small>Each design without each of its ties, on {found.runs} of the same draws{some}. "
        "Two ties that make up for one another add little each.</small></p>"
    )
