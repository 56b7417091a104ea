"""Something that happened in a run and the ties behind it, in plain words.

Sentences carry learners' own labels as they wrote them: escape them wherever they are shown.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from leverplug import catalogue
from leverplug.model.history import (
    ABSORBED,
    ENTERED,
    FAILED,
    LEFT,
    LOST,
    MISSED,
    PRUNED,
    QUARREL,
    REFOCUS,
    SEIZED,
)
from leverplug.outcomes import BORN_GLOBAL_SHARE
from leverplug.venture import Tie, Venture

REACHED = "reached"  # for the first time, enough sales abroad to be born global
# What becomes of a moment without a tie:
NEVER, LATER, EARLIER = "never", "later", "earlier"
ABSENT, GONE = "absent", "gone"  # not in that market; no venture any more
MISSED_INSTEAD, SEIZED_INSTEAD = "missed instead", "seized instead"
OUTCOMES = (NEVER, ABSENT, GONE, MISSED_INSTEAD, SEIZED_INSTEAD, LATER, EARLIER)
_MOST_NAMED = 3  # ties in one sentence


@dataclass(frozen=True)
class Effect:
    """What becomes of a moment when one tie is taken away, on the same draws.

    Args:
        tie_id: The tie that is taken away.
        outcome: "never"; "later" or "earlier"; "absent" (the venture is not in that market);
            "gone" (there is no venture any more); "missed instead" or "seized instead".
        quarter: When it then happens, or when the venture has ended; None if never or absent.
    """

    tie_id: str
    outcome: str
    quarter: int | None = None


@dataclass(frozen=True)
class Moment:
    """Something that happened in a run, and the ties without which it would not have.

    Args:
        quarter: 1 to 40.
        kind: An event's kind, or "reached" for a quarter of all sales abroad.
        tie_id, region: The tie it came through, the market it happened in; None if there is none.
        opens: Whether a market was entered by it.
        knowledge, organisational: The firm's stocks in that quarter, 0 to 1.
        effects: Ties whose absence changes it, those that matter most first. For a moment that
            opens a market, the entry into the market is followed, by whatever way it comes.
    """

    quarter: int
    kind: str
    tie_id: str | None
    region: str | None
    opens: bool
    knowledge: float
    organisational: float
    effects: tuple[Effect, ...] = ()

    def event(self, venture: Venture) -> str:
        """What happened when, in plain words; the labels in it are not escaped."""
        return f"Quarter {self.quarter}: {_WHAT[self.kind](self, venture)}."

    def sentence(self, venture: Venture) -> str:
        """The moment and what was behind it in plain words; the labels in it are not escaped."""
        return " ".join((self.event(venture), *_why(self, venture)))


def tie_name(tie: Tie) -> str:
    """A tie in the middle of a sentence, by the learner's label if it has one, not escaped.

    Example:
        >>> tie_name(Tie("fair-1", "trade_fair", 0.1, region="close"))
        'your trade fairs and exhibitions (fair-1)'
    """
    kind = catalogue.tie_kinds()[tie.kind].label
    kind = kind[0].lower() + kind[1:]
    return f"{tie.label} ({kind}, {tie.id})" if tie.label else f"your {kind} ({tie.id})"


def market_name(region: str) -> str:
    """A region in the middle of a sentence.

    Example:
        >>> market_name("developed")
        'the distant developed market'
    """
    return f"the {catalogue.regions()[region].label.lower()} market"


def _through(moment: Moment, venture: Venture) -> str:
    assert moment.tie_id is not None  # what is told so has happened through a tie
    return tie_name(venture.tie(moment.tie_id))


def _market(moment: Moment) -> str:
    assert moment.region is not None  # what is told so has happened in a region
    return market_name(moment.region)


def _opening(moment: Moment, venture: Venture) -> str:
    where = f" in {_market(moment)}" if moment.region else ""
    stood = (
        f"knowledge {moment.knowledge * 100:.0f} and organisational resources "
        f"{moment.organisational * 100:.0f} out of 100"
    )
    ready = "seized: you were ready" if moment.kind == SEIZED else "missed: you were not ready"
    return f"an opening{where}, through {_through(moment, venture)}, {ready} ({stood})"


_WHAT: dict[str, Callable[[Moment, Venture], str]] = {
    SEIZED: _opening,
    MISSED: _opening,
    ENTERED: lambda m, v: f"you began to sell in {_market(m)}",
    LEFT: lambda m, v: f"you gave up {_market(m)}, which brought too little",
    LOST: lambda m, v: f"you lost {_through(m, v)}, and what rode on it",
    QUARREL: lambda m, v: f"you quarrelled with {_through(m, v)}, and others heard of it",
    REFOCUS: lambda m, v: f"{_through(m, v)} turned to other things and had less news for you",
    ABSORBED: lambda m, v: f"{_through(m, v)} absorbed your venture",
    PRUNED: lambda m, v: f"you let go of {_through(m, v)}, which showed too little",
    FAILED: lambda m, v: "the cash ran out, and the venture failed",
    REACHED: lambda m, v: (
        f"for the first time {BORN_GLOBAL_SHARE:.0%} of your sales came from abroad"
    ),
}


def _why(moment: Moment, venture: Venture) -> list[str]:
    """What would have been without each tie that mattered; or that none did."""
    sentences = []
    for effect in moment.effects[:_MOST_NAMED]:
        name = tie_name(venture.tie(effect.tie_id))
        sentences.append(f"Without {name} {_instead(moment, effect)}.")
    more = len(moment.effects) - len(sentences)
    if more:
        sentences.append(f"{more} more {'tie' if more == 1 else 'ties'} changed it too.")
    if not sentences and moment.opens:
        sentences.append(
            "Without any one of your ties you would have come there in the same quarter."
        )
    elif not sentences and moment.kind in (LEFT, FAILED, REACHED):
        sentences.append("No single tie was behind it.")
    return sentences


def _instead(moment: Moment, effect: Effect) -> str:
    if moment.opens and effect.outcome in (NEVER, LATER, EARLIER):
        return {
            NEVER: "you would not have come to that market in this run",
            LATER: f"you would have come there only in quarter {effect.quarter}",
            EARLIER: f"you would have been there from quarter {effect.quarter} on",
        }[effect.outcome]
    return {
        NEVER: "it would not have happened",
        LATER: f"it would have happened in quarter {effect.quarter}",
        EARLIER: f"it would have happened in quarter {effect.quarter}",
        ABSENT: "you would not have been in that market then",
        GONE: f"the venture would have ended in quarter {effect.quarter}",
        MISSED_INSTEAD: "you would have missed it",
        SEIZED_INSTEAD: "you would have seized it",
    }[effect.outcome]
