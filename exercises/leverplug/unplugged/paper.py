"""Cards and tables for paper: HTML for the page and the printer, plain text elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from leverplug import catalogue
from leverplug.unplugged import cards as made
from leverplug.unplugged.dice import BEADS, SHARES, YEARS, Throws, absorbed, luck, seized
from leverplug.venture import Founder

STYLE = Path(__file__).with_suffix(".css")
_LINES = ("abroad", "house", "claims", "quarrel", "opening", "leaves")


@dataclass(frozen=True)
class Sheet:
    """Something to print: HTML where it can be shown, the same words as text elsewhere."""

    html: str
    text: str

    def _repr_html_(self) -> str:
        return self.html

    def __repr__(self) -> str:
        return self.text


def cards() -> Sheet:
    """All cards, two to a row, with lines to cut along."""
    deck = made.deck()
    style = f"<style>{STYLE.read_text(encoding='utf-8')}</style>"
    html = f'{style}<div class="lp-deck">{"".join(map(_card, deck))}</div>'
    return Sheet(html, "\n\n".join(map(_told, deck)))


def _card(card: made.Card) -> str:
    kind = card.kind
    head = ("year", *map(_years, card.periods))
    rows = zip(_LINES, *map(_cells, card.periods), strict=True)
    facts = "".join(f"<li>{escape(fact)}</li>" for fact in _facts(card))
    return (
        f'<section class="lp-card lp-{escape(kind.channel)}">'
        f'<p class="lp-channel">{escape(_channel(kind.channel))}</p>'
        f'<p class="lp-name">{escape(kind.label)}</p><p>{escape(kind.summary)}</p>'
        f"<ul>{facts}</ul>{table(head, rows, f'{kind.label}, by its years')}</section>"
    )


def _told(card: made.Card) -> str:
    lines = [f"{card.kind.label} ({_channel(card.kind.channel)})", *_facts(card)]
    lines += [
        f"year {_years(p)}: {', '.join(f'{h} {c}' for h, c in zip(_LINES, _cells(p), strict=True))}"
        for p in card.periods
    ]
    return "\n  ".join(lines)


def _channel(channel: str) -> str:
    return {"other": "other tie"}.get(channel, f"{channel} tie")


def _facts(card: made.Card) -> list[str]:
    tokens = "1 token" if card.cost == 1 else f"{card.cost} tokens"
    facts = [
        f"Costs {tokens} a year.",
        f"After a year it has {card.after_a_year:.0%} of its strength.",
        f"Asks for a standing of {card.asks}." if card.asks else "Asks for no standing.",
    ]
    return [*facts, f"Lends {card.lends} of standing while it stays."] if card.lends else facts


def _years(period: made.Period) -> str:
    if period.last == YEARS:
        return f"{period.first} on"
    return " and ".join(map(str, dict.fromkeys((period.first, period.last))))


def _cells(period: made.Period) -> tuple[str, ...]:
    beads = (period.abroad, period.house, period.claims)
    return (*map(str, beads), str(period.quarrel), str(period.opening), str(period.leaves))


def table(head: Sequence[str], rows: Iterable[Sequence[str]], caption: str) -> str:
    """A table whose first cell of each row is the row's name."""
    top = "".join(f'<th scope="col">{escape(name)}</th>' for name in head)
    body = "".join(
        f'<tr><th scope="row">{escape(name)}</th>'
        + "".join(f"<td>{escape(cell)}</td>" for cell in cells)
        + "</tr>"
        for name, *cells in rows
    )
    return (
        f'<table class="lp-throws"><caption>{escape(caption)}</caption>'
        f"<thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"
    )


def _sheet(head: Sequence[str], rows: Sequence[Sequence[str]], caption: str) -> Sheet:
    text = "\n".join("\t".join(row) for row in (head, *rows))
    return Sheet(table(head, rows, caption), f"{caption}\n{text}")


def seize_table() -> Sheet:
    """Throws by which an opening is seized."""
    rows = [(f"{a} to {b}", str(t), *_compared(t)) for (a, b), t in seized().items()]
    head = ("beads of the house", "seized on", "model", "paper")
    return _sheet(head, rows, "Is the opening seized?")


def absorption_table() -> Sheet:
    """Throws by which the multinational absorbs the venture."""
    names = dict(zip(SHARES, ("up to a third", "up to two thirds", "more"), strict=True))
    rows = [(names[band], str(t), *_compared(t)) for band, t in absorbed().items()]
    head = ("beads abroad on its card", "absorbed on", "model", "paper")
    return _sheet(head, rows, "Does the multinational absorb the venture?")


def _compared(throws: Throws) -> tuple[str, str]:
    return f"{throws.chance:.1%}", f"{throws.chance + throws.miss:.1%}"


def luck_sheet(seed: int) -> Sheet:
    """A throw for each tie and year, for a class that shares its luck."""
    names = {key: kind.label for key, kind in catalogue.tie_kinds().items()}
    names |= {"seize": "Seizing an opening", "absorbed": "Absorption"}
    rows = [(names[key], *map(str, row)) for key, row in luck(seed).items()]
    head = ("year", *map(str, range(1, YEARS + 1)))
    return _sheet(head, rows, f"Luck sheet {seed}")


def misses() -> Sheet:
    """How far the dice of each card are from the model, at most, in percentage points."""
    rows = []
    for card in made.deck():
        each = [[getattr(p, n) for p in card.periods] for n in ("quarrel", "opening", "leaves")]
        rows.append(
            (
                card.kind.label,
                *(f"{100 * max((t.miss for t in row), key=abs):+.1f}" for row in each),
            )
        )
    head = ("tie", "quarrel", "opening", "leaves")
    return _sheet(head, rows, "Dice less model, in percentage points: the largest gap of each card")


def rules() -> Sheet:
    """The few numbers of the rules that are the model's."""
    m = {name: p.value for name, p in catalogue.parameters().items()}
    experience = Founder().experience
    standing = m["legitimacy_start"] * (0.5 + experience) * BEADS
    house = (m["organisational_start"] + m["organisational_experience"] * experience) * BEADS
    short = m["gate_width"] * BEADS
    fades = {n: 1 - (1 - m[f"{n}_fade"]) ** 4 for n in ("holding", "organisational")}
    rows = [
        ("standing on the first day", f"{round(standing)}", f"{standing:.1f}"),
        ("beads of the house on the first day", f"{round(house)}", f"{house:.1f}"),
        ("standing short by which a tie brings nothing", f"{round(short)}", f"{short:.1f}"),
        ("beads abroad that go stale in a year", f"1 of {round(1 / fades['holding'])}",
         f"{fades['holding']:.1%}"),
        ("beads of the house used up in a year", f"1 of {round(1 / fades['organisational'])}",
         f"{fades['organisational']:.1%}"),
    ]  # fmt: skip
    return _sheet(("number", "on paper", "in the model"), rows, "Numbers of the rules")
