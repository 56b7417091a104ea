"""A scenario: what an instructor fixes in a lab for a class or a team, as a code in a link.

Whoever follows the link finds the lab set, with a task, and a question where something is hidden
until it is answered. Nothing is kept anywhere but in the link itself, so all of it has to fit.
"""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import urlsplit

from leverplug.model.history import Shock
from leverplug.record import packing, scenario_code
from leverplug.record.form import RecordError, check_size
from leverplug.record.scenario_form import (
    LONGEST_ADDRESS,
    LONGEST_LINK,
    LONGEST_QUESTION,
    LONGEST_TASK,
    LONGEST_TEAM,
    LONGEST_TITLE,
    VENTURE_LAB,
    Scenario,
    ScenarioShock,
    Setting,
    check_budget,
)
from leverplug.venture import ValidationError, Venture

__all__ = [
    "LONGEST_ADDRESS", "LONGEST_LINK", "LONGEST_QUESTION", "LONGEST_TASK", "LONGEST_TEAM",
    "LONGEST_TITLE", "VENTURE_LAB", "Scenario", "ScenarioShock", "Setting", "check_budget", "code",
    "from_code", "is_code", "link", "read", "shocks",
]  # fmt: skip


def code(scenario: Scenario) -> str:
    """A scenario as a text for an address.

    Raises:
        RecordError: It is too long for any link.

    Example:
        >>> from_code(code(Scenario("giant", "A quarter for the giant"))).title
        'A quarter for the giant'
    """
    whole = scenario_code.pack(scenario)
    text = packing.seal(scenario_code.MARK + scenario_code.VERSION, whole)
    _check_length(text, scenario)
    return text


def is_code(text: str) -> bool:
    """Whether a code is one of a scenario, of whatever version, and not one of a venture."""
    return text.strip()[:1] in scenario_code.FIRST_LETTERS


def from_code(text: str) -> Scenario:
    """The scenario in a code.

    Raises:
        RecordError: It is no code of a scenario, is incomplete or changed, or was made by a
            version that this one cannot open.
    """
    check_size(text, "paste one code", LONGEST_LINK)
    text = text.strip()
    try:
        byte, whole = packing.unseal(text)
        version = byte - scenario_code.MARK
        if version <= 0:
            raise RecordError("code", text, "open it in the venture lab: it is a venture's")
        if version not in scenario_code.READERS:
            remedy = (
                "ask for a link made with this edition of the book, or open a newer edition; "
                f"this one opens versions up to {scenario_code.VERSION}"
            )
            raise RecordError("version of the scenario", version, remedy)
        fields = scenario_code.READERS[version](whole)
        shock = fields.pop("shock")
        return Scenario(**fields, shock=shock and ScenarioShock(*shock))
    except packing.PackingError as error:
        raise RecordError("code", text, f"copy the whole link again: {error}") from error
    except RecordError:
        raise
    except ValidationError as error:
        raise RecordError(f"code: {error.field}", error.value, error.remedy) from error


def read(text: str) -> Scenario:
    """The scenario in a code, or in a link that carries one as `v`, as mail may have broken it.

    Raises:
        RecordError: As for `from_code`.
    """
    check_size(text, "give one link", 4 * LONGEST_LINK)
    whole = "".join(unescape(text).split())
    match = re.search(r"[?&]v=([\w-]*)", whole, re.ASCII)
    return from_code(match[1] if match else whole)


def shocks(scenario: Scenario, venture: Venture) -> tuple[Shock, ...]:
    """The shocks of a scenario to a design: one for every tie of the kind that is struck.

    Example:
        >>> from leverplug.venture import Tie
        >>> struck = Scenario("venture", "Leaving", shock=ScenarioShock(9, "lost", "kin"))
        >>> shocks(struck, Venture(ties=(Tie("kin-1", "kin", 0.2), Tie("club-1", "club", 0.1))))
        (Shock(quarter=9, tie_id='kin-1', kind='lost'),)
    """
    shock = scenario.shock
    if shock is None:
        return ()
    struck = (tie for tie in venture.ties if tie.kind == shock.kind)
    return tuple(Shock(shock.quarter, tie.id, shock.event) for tie in struck)


def link(address: str, scenario: Scenario) -> str:
    """The link that opens a scenario: the address of the lab's page, and the code as `v`.

    Args:
        address: Of the page, in full; what stands behind a ? or # in it is left out.
        scenario: What it opens.

    Raises:
        RecordError: It is no address or too long a one, or the link has over 700 characters.
    """
    page = re.split(r"[?#]", address.strip())[0] if isinstance(address, str) else ""
    try:
        parts = urlsplit(page)
        full = bool(parts.scheme and (parts.netloc or parts.scheme == "file"))
    except ValueError:
        full = False
    if not full or not page.isascii() or re.search(r"[\s\"<>\\^`{|}]", page):
        remedy = "give the full address of the page, such as https://example.org/book/page.html"
        raise RecordError("address", address, remedy)
    if len(page) > LONGEST_ADDRESS:
        many = len(page) - LONGEST_ADDRESS
        remedy = f"it has {many} characters too many: use a shorter one, of {LONGEST_ADDRESS}"
        raise RecordError("address", page, remedy)
    whole = f"{page}?v={code(scenario)}"
    _check_length(whole, scenario)
    return whole


def _check_length(text: str, scenario: Scenario) -> None:
    if len(text) <= LONGEST_LINK:
        return
    texts = {name: len(getattr(scenario, name)) for name in ("task", "question", "title", "team")}
    written = ", ".join(f"the {name} ({size})" for name, size in texts.items() if size)
    ties = len(scenario.design.ties) if scenario.design else 0
    design = f", or begin with a design of fewer ties (it has {ties})" if ties else ""
    remedy = (
        f"it has {len(text) - LONGEST_LINK} characters too many: it may have {LONGEST_LINK}; "
        f"shorten {written}{design}"
    )
    raise RecordError("link", f"{len(text)} characters", remedy)
