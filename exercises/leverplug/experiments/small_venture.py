"""Four kinds of tie, one outcome: where do a hundred runs of the same venture end?"""

from __future__ import annotations

from collections.abc import Mapping

from leverplug.experiments.histories import RUNS, SEED, histories
from leverplug.model import History
from leverplug.venture import Capabilities, Tie, Venture

KINDS = {  # a tie of each, and where it leads
    "kin": None,
    "trade_fair": "close",
    "trade_council": None,
    "multinational": "close",
}
FREE = 1 - Capabilities().search - Capabilities().learning  # what is left for ties


def efforts(promised: Mapping[str, float]) -> dict[str, float]:
    """Share of effort each tie gets: what was promised, or less of each if that is too much.

    Example:
        >>> {kind: round(e, 2) for kind, e in efforts({"kin": 0.9, "trade_fair": 0.9}).items()}
        {'kin': 0.45, 'trade_fair': 0.45}
    """
    total = sum(promised.values())
    scale = min(1.0, FREE / total) if total else 1.0
    return {kind: share * scale for kind, share in promised.items()}


def design(promised: Mapping[str, float]) -> Venture:
    """The venture of the lab with its four ties, some of them perhaps without effort."""
    return Venture(
        ties=tuple(Tie(k, k, e, region=KINDS[k]) for k, e in efforts(promised).items()),
        name="Your venture",
    )


def play(promised: Mapping[str, float], seed: int = SEED) -> tuple[History, dict[str, History]]:
    """A hundred runs of the venture, and the same without each of its ties."""
    venture = design(promised)
    ids = [tie.id for tie in venture.ties]
    whole, *others = histories([venture, *map(venture.without_tie, ids)], RUNS, seed)
    return whole, dict(zip(ids, others, strict=True))
