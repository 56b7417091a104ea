"""How each tie of one run stands in one quarter, as rows for the picture of the network."""

from __future__ import annotations

from typing import Any

from leverplug.model.history import ABSORBED, LOST, PRUNED, History

_SHOWN = ("strength", "lever", "plug", "novelty")
_ENDINGS = {LOST: "lost in", PRUNED: "let go in", ABSORBED: "absorbed you in"}


def tie_states(history: History, quarter: int, run: int = 0) -> list[dict[str, Any]]:
    """Strength, lever, plug and novelty of every tie, 0 to 1.

    Args:
        history: A history with detail.
        quarter: 1 to 40.
        run: Counted from 0.

    Returns:
        A row per tie with `id`, the four numbers, and `note`: what ended the tie, or "".
    """
    notes, rows = _endings(history, quarter, run), []
    for place, tie_id in enumerate(history.tie_ids):
        now = {name: getattr(history, name)[quarter - 1, place, run] for name in _SHOWN}
        rounded = {name: round(float(value), 4) for name, value in now.items()}
        rows.append({"id": tie_id, "note": notes.get(tie_id, ""), **rounded})
    return rows


def _endings(history: History, quarter: int, run: int) -> dict[str, str]:
    return {
        event.tie_id: f"{_ENDINGS[event.kind]} quarter {event.quarter}"
        for event in history.events(run)
        if event.kind in _ENDINGS and event.quarter <= quarter and event.tie_id
    }
