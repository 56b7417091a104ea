"""A record's decisions, seed and predictions as one packed number, version 1 of the code.

The tables below belong to the format: they may grow at the end and never change otherwise. So
do the wire numbers of the kinds of tie, a column of ``datasets/tie_kinds.csv``: a code made today
opens tomorrow whatever order the catalogue is in.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from leverplug import catalogue
from leverplug.record.form import LONGEST_PREDICTION, LONGEST_TEXT, Prediction
from leverplug.record.packing import Packer, PackingError, Unpacker
from leverplug.venture import QUARTERS, Capabilities, Change, Firm, Founder, Tie, Venture

VERSION = 1
SECTORS = ("traditional", "high_tech")
REGIONS = (None, "neighbouring", "close", "developed", "emerging")
_ROOM = 64  # kinds, sectors and regions the format can ever name
_FALSE, _TRUE, _WHOLE, _SHARE, _REAL, _TEXT = _FORMS = range(6)  # what a prediction can be


def pack(venture: Venture, seed: int, predictions: Mapping[str, Prediction], model: str) -> int:
    """One number that holds all of it; `unpack` gives it back exactly."""
    packer = Packer()
    packer.text(model)
    packer.natural(seed)
    packer.text(venture.name)
    packer.number(SECTORS.index(venture.firm.sector), _ROOM)
    packer.share(venture.firm.home_market)
    packer.share(venture.founder.experience)
    packer.share(venture.founder.obligation, most=2)
    for name in ("search", "learning", "pruning"):
        packer.share(getattr(venture.capabilities, name))
    packer.natural(len(venture.ties))
    for tie in venture.ties:
        _pack_tie(packer, tie)
    place = {tie.id: number for number, tie in enumerate(venture.ties)}
    packer.natural(len(venture.links))
    for link in venture.links:
        for end in link:
            packer.number(place[end], len(place))
    packer.natural(len(predictions))
    for name, value in predictions.items():
        packer.text(name)
        pack_value(packer, value)
    return packer.packed()


def unpack(whole: int) -> dict[str, Any]:
    """Venture, seed, predictions and model of a packed number, by name.

    Raises:
        PackingError: The number was not packed in this form.
        ValidationError: It was, but the venture in it is none that can be run.
    """
    unpacker = Unpacker(whole)
    model, seed, name = unpacker.text(LONGEST_TEXT), unpacker.natural(), _text(unpacker)
    firm = Firm(_one_of(unpacker, dict(enumerate(SECTORS))), unpacker.share())
    founder = Founder(unpacker.share(), unpacker.share(most=2))
    capabilities = Capabilities(unpacker.share(), unpacker.share(), unpacker.share())
    ties = tuple(_unpack_tie(unpacker) for _ in range(_count(unpacker)))
    links = tuple(_unpack_link(unpacker, ties) for _ in range(_count(unpacker)))
    named = _count(unpacker)
    predictions = {_text(unpacker): unpack_value(unpacker) for _ in range(named)}
    unpacker.finish()
    if len(predictions) < named:
        raise PackingError("it names a prediction twice")
    venture = Venture(firm, founder, capabilities, ties, links, name)
    return {"venture": venture, "seed": seed, "predictions": predictions, "model": model}


# How each version is read; one that is missing cannot be opened.
READERS: dict[int, Callable[[int], dict[str, Any]]] = {VERSION: unpack}


def _pack_tie(packer: Packer, tie: Tie) -> None:
    packer.number(catalogue.tie_kinds()[tie.kind].wire, _ROOM)
    stem, _, number = tie.id.rpartition("-")
    usual = stem == tie.kind and number.isascii() and number.isdigit()
    usual = usual and number == str(int(number[:9])) and int(number) > 0
    packer.natural(int(number) if usual else 0)  # "kin-3" is 3; any other id is spelled out
    if not usual:
        packer.text(tie.id)
    packer.share(tie.effort)
    packer.number(tie.start - 1, QUARTERS)
    packer.number(tie.end or 0, QUARTERS + 1)
    packer.number(REGIONS.index(tie.region), _ROOM // 8)
    packer.natural(len(tie.changes))
    for change in tie.changes:
        packer.number(change.quarter - 1, QUARTERS)
        packer.share(change.effort)
    packer.text(tie.label)


def _unpack_tie(unpacker: Unpacker) -> Tie:
    kind = _one_of(unpacker, {k.wire: k.key for k in catalogue.tie_kinds().values()})
    number = unpacker.natural()
    return Tie(
        id=f"{kind}-{number}" if number else _text(unpacker),
        kind=kind, effort=unpacker.share(),
        start=unpacker.number(QUARTERS) + 1,
        end=unpacker.number(QUARTERS + 1) or None,
        region=_one_of(unpacker, dict(enumerate(REGIONS)), _ROOM // 8),
        changes=tuple(Change(unpacker.number(QUARTERS) + 1, unpacker.share())
                      for _ in range(_count(unpacker))),
        label=_text(unpacker),
    )  # fmt: skip


def _unpack_link(unpacker: Unpacker, ties: tuple[Tie, ...]) -> tuple[str, str]:
    if not ties:
        raise PackingError("it links ties it does not have")
    return ties[unpacker.number(len(ties))].id, ties[unpacker.number(len(ties))].id


def pack_value(packer: Packer, value: Prediction) -> None:
    """Pack a number, yes or no, or a few words; `unpack_value` gives back what equals it."""
    if isinstance(value, bool):
        packer.number(_TRUE if value else _FALSE, len(_FORMS))
    elif isinstance(value, str):
        packer.number(_TEXT, len(_FORMS))
        packer.text(value)
    elif value >= 0 and value == int(value) and value < 1 << 53:
        packer.number(_WHOLE, len(_FORMS))
        packer.natural(int(value))
    elif 0 < value < 1:
        packer.number(_SHARE, len(_FORMS))
        packer.share(value)
    else:
        packer.number(_REAL, len(_FORMS))
        packer.real(value)


def unpack_value(unpacker: Unpacker) -> Prediction:
    """The next value; a float that is a whole number comes back as one."""
    form = unpacker.number(len(_FORMS))
    if form == _TEXT:
        return unpacker.text(LONGEST_PREDICTION)
    if form == _REAL:
        return unpacker.real()
    if form == _SHARE:
        return unpacker.share()
    return unpacker.natural() if form == _WHOLE else form == _TRUE


def _text(unpacker: Unpacker) -> str:
    return unpacker.text(LONGEST_TEXT)


def _count(unpacker: Unpacker) -> int:
    """How many follow; no list of a venture is longer than its pairs of ties."""
    count = unpacker.natural()
    if count > 30 * 29 // 2:
        raise PackingError(f"it announces a list of {count}")
    return count


def _one_of(unpacker: Unpacker, names: Mapping[int, Any], room: int = _ROOM) -> Any:
    number = unpacker.number(room)
    if number not in names:
        raise PackingError("it names something this version does not know")
    return names[number]
