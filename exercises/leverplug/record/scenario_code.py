"""A scenario as one packed number, version 1 of its code.

Names that labs have are numbers of a table; the texts are compressed together with a preset
dictionary. Table and dictionary belong to the format: the table may grow at its end, and neither
changes otherwise.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from typing import Any

from leverplug import catalogue
from leverplug.model.history import SHOCKS
from leverplug.record import short_code
from leverplug.record.form import LONGEST_TEXT
from leverplug.record.packing import Packer, PackingError, Unpacker
from leverplug.record.scenario_form import Scenario
from leverplug.venture import QUARTERS

VERSION = 1
MARK = 128  # its first byte is at least this and one more, a venture's code begins with a lower one
FIRST_LETTERS = tuple("ghijklmnopqrstuvwxyz0123456789-_")  # of base64url, from that byte on
_TEXTS = ("title", "task", "question", "team")
_BETWEEN = "\0"  # stands in no text that can be seen
_MOST_BYTES = 700  # of what is in it: more than fits into a link
_MOST_TEXT = 3000  # bytes of all texts, whatever the script
_MOST_NAMES = 20
_EVENTS = 16  # room for kinds of event
_ROOM = 64  # kinds of tie that the format can ever name
NAMES = (
    # labs
    "venture", "portfolio_builder", "keep_feed_cut", "choose_exit", "giant", "three_dials",
    "partner_start", "small_venture", "same_firm", "threshold", "virtual_survey",
    "coauthor_network",
    # controls
    "sector", "home_market", "experience", "obligation", "search", "learning", "pruning", "luck",
    "quarter", "run", "strong", "contacts", "formal", "institutional", "contact", "decision",
    "from_year", "look_at", "exit", "effort", "start", "leaves", "years", "demand", "instead",
    "portfolio", "dial", "kin", "trade_fair", "trade_council", "multinational",
    # parts that can be hidden
    "network state", "trajectory", "markets", "scorecard", "story", "result", "pictures",
)  # fmt: skip
_WORDS = (
    b"Same firm, same luck: who chose better? Large and small home market. After the shock. How "
    b"much will rest on the partner? Class of spring term. Group Team A Team B Team C Team 1 "
    b"distributor trade fair trade council former colleagues relatives friends family university "
    b"multinational strategic partner key customer adviser online community club association "
    b"business contacts abroad in a foreign market. very large company, a small country, before "
    b"they earn any. legitimacy, resources, knowledge, opportunities, capabilities (search, "
    b"learning, pruning). Which of these ties would you end first, and why? Write down what you "
    b"expect, then compare with the same design without it. Explain to another team what made the "
    b"difference between your designs. Hand in your record with two sentences on the weakest "
    b"point. Pin your first design. Do not change more than one thing at a time. because their "
    b"there would could should about other from when where while with have been that this into "
    b"than least most more less only each every both between whether without before after three "
    b"years, within ten years. In quarter 9 your distributor leaves. Plan for it. What is your "
    b"prediction of foreign sales after ten years? You are the founder of a high-tech firm with a "
    b"small home market. You have ten years and a budget of effort. Build a network of ties that "
    b"brings as many runs as possible abroad. Choose at most five ties for your venture and "
    b"predict what it will come to. How many of a hundred lives end abroad? In which year should "
    b"the partner go? Of 100 runs of your design, how many will be born global?"
)


def pack(scenario: Scenario) -> int:
    """One number that holds all of it; `unpack` gives it back."""
    packer = Packer()
    _pack_name(packer, scenario.lab)
    packer.natural(len(scenario.settings))
    for name, value in scenario.settings.items():
        _pack_name(packer, name)
        short_code.pack_value(packer, value)
    for names in (scenario.locked, scenario.hidden):
        packer.natural(len(names))
        for name in names:
            _pack_name(packer, name)
    packer.number(int(scenario.budget is not None), 2)
    if scenario.budget is not None:
        packer.share(scenario.budget)
    packer.number(int(scenario.shock is not None), 2)
    if scenario.shock is not None:
        packer.number(scenario.shock.quarter - 1, QUARTERS)
        packer.number(SHOCKS.index(scenario.shock.event), _EVENTS)
        packer.number(catalogue.tie_kinds()[scenario.shock.kind].wire, _ROOM)
    whole = short_code.pack(scenario.design, 0, {}, "") if scenario.design else 0
    _pack_bytes(packer, whole.to_bytes((whole.bit_length() + 7) // 8))
    texts = _BETWEEN.join(getattr(scenario, name) for name in _TEXTS)
    _pack_bytes(packer, _deflated(texts))
    return packer.packed()


def unpack(whole: int) -> dict[str, Any]:
    """The fields of a scenario by name; its shock as (quarter, event, kind) or None.

    Raises:
        PackingError: The number was not packed in this form.
        ValidationError: It was, but the design in it is none that can be run.
    """
    unpacker = Unpacker(whole)
    lab = _unpack_name(unpacker)
    several = _count(unpacker)
    settings = {_unpack_name(unpacker): short_code.unpack_value(unpacker) for _ in range(several)}
    if len(settings) < several:
        raise PackingError("it sets a control twice")
    locked, hidden = (
        tuple(_unpack_name(unpacker) for _ in range(_count(unpacker))) for _ in range(2)
    )
    budget = unpacker.share() if unpacker.number(2) else None
    shock = _unpack_shock(unpacker) if unpacker.number(2) else None
    design = int.from_bytes(_unpack_bytes(unpacker))
    texts = _inflated(_unpack_bytes(unpacker)).split(_BETWEEN)
    unpacker.finish()
    if len(texts) != len(_TEXTS):
        raise PackingError(f"it has {len(texts)} texts")
    return {
        "lab": lab, "settings": settings, "locked": locked, "hidden": hidden, "budget": budget,
        "shock": shock, "design": short_code.unpack(design)["venture"] if design else None,
        **dict(zip(_TEXTS, texts, strict=True)),
    }  # fmt: skip


# How each version is read; one that is missing cannot be opened.
READERS: dict[int, Callable[[int], dict[str, Any]]] = {VERSION: unpack}


def _unpack_shock(unpacker: Unpacker) -> tuple[int, str, str]:
    quarter, event = unpacker.number(QUARTERS) + 1, unpacker.number(_EVENTS)
    kinds = {kind.wire: kind.key for kind in catalogue.tie_kinds().values()}
    kind = unpacker.number(_ROOM)
    if event >= len(SHOCKS) or kind not in kinds:
        raise PackingError("it names a shock that this version does not know")
    return quarter, SHOCKS[event], kinds[kind]


def _pack_name(packer: Packer, name: str) -> None:
    """A name of the table by its number, any other one spelled out."""
    packer.natural(NAMES.index(name) + 1 if name in NAMES else 0)
    if name not in NAMES:
        packer.text(name)


def _unpack_name(unpacker: Unpacker) -> str:
    number = unpacker.natural()
    if number > len(NAMES):
        raise PackingError("it names something this version does not know")
    return NAMES[number - 1] if number else unpacker.text(LONGEST_TEXT)


def _count(unpacker: Unpacker) -> int:
    count = unpacker.natural()
    if count > _MOST_NAMES:
        raise PackingError(f"it announces a list of {count}")
    return count


def _pack_bytes(packer: Packer, content: bytes) -> None:
    packer.natural(len(content))
    packer.number(int.from_bytes(content), 1 << (8 * len(content)))


def _unpack_bytes(unpacker: Unpacker) -> bytes:
    size = unpacker.natural()
    if size > _MOST_BYTES:
        raise PackingError(f"it announces {size} bytes")
    return unpacker.number(1 << (8 * size)).to_bytes(size)


def _deflated(text: str) -> bytes:
    packer = zlib.compressobj(9, wbits=-15, memLevel=9, zdict=_WORDS)
    return packer.compress(text.encode()) + packer.flush()


def _inflated(content: bytes) -> str:
    """The texts that were compressed, never more of them than a scenario can have."""
    opener = zlib.decompressobj(wbits=-15, zdict=_WORDS)
    try:
        text = opener.decompress(content, _MOST_TEXT + 1)
        if len(text) > _MOST_TEXT or not opener.eof or opener.unused_data:
            raise PackingError("its texts are too long, or not complete")
        return text.decode()
    except (zlib.error, UnicodeDecodeError) as error:
        raise PackingError("it holds no text") from error
