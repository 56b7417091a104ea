"""The labs for which instructors can make links: where each stands, and how it begins."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from leverplug import widgets
from leverplug.record.scenario import VENTURE_LAB, Scenario
from leverplug.venture import Firm, Founder, Tie, Venture
from leverplug.widgets.base.lab import Lab

# As the chapter's own lab begins; a test compares the two.
NORTHLIGHT = Venture(
    Firm("high_tech", home_market=0.1), Founder(experience=0.8),
    ties=(Tie("colleagues-1", "colleagues", 0.2), Tie("kin-1", "kin", 0.1)), name="Northlight",
)  # fmt: skip
VIEWS = ("quarter", "run")  # controls that change what is looked at and nothing else
_FEW = 4  # runs: enough to see whether a lab can show something


class Offer(NamedTuple):
    """A lab, the class it is of, and its page below the root of the book."""

    title: str
    widget: str
    page: str


OFFERED = {
    VENTURE_LAB: Offer(
        "Venture lab (Build your venture)", "VentureLab", "book/strategy/build_your_venture.html"
    ),
    "portfolio_builder": Offer(
        "Portfolio of ties (Whose help counts?)", "PortfolioBuilder",
        "book/lever_plug/whose_help.html",
    ),
    "partner_start": Offer(
        "When a partnership starts (Why partner?)", "PartnerStart",
        "book/partnerships/why_partner.html",
    ),
    "giant": Offer(
        "A very large partner (Dancing with giants)", "Giant",
        "book/partnerships/dancing_with_giants.html",
    ),
    "choose_exit": Offer(
        "When to part (Letting go)", "ChooseExit", "book/partnerships/letting_go.html"
    ),
}  # fmt: skip


def lab_of(name: str) -> Lab:
    """A new lab of that name, as it stands on its page; the venture lab with a few runs."""
    widget = getattr(widgets, OFFERED[name].widget)
    return widget(NORTHLIGHT, runs=_FEW) if name == VENTURE_LAB else widget()


def check(asked: Sequence[Scenario]) -> None:
    """Make sure that the lab of some scenarios, one and the same, opens each of them.

    Raises:
        ValidationError: It does not; the remedy says what to change.
    """
    lab = lab_of(asked[0].lab)
    for each in asked:
        lab.open_scenario(each)
        lab.leave_scenario()
