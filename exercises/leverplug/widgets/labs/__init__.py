"""One small lab for each chapter: one idea, a few controls, a picture or two.

A lab is imported when it is first asked for, so that a page pays for its own lab only.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

_HOME = {  # class -> module of this package
    "SmallVenture": "small_venture",
    "Threshold": "threshold",
    "SameFirm": "same_firm",
    "CoauthorNetwork": "coauthor_network",
    "PortfolioBuilder": "portfolio_builder",
    "KeepFeedCut": "keep_feed_cut",
    "VirtualSurvey": "virtual_survey",
    "PartnerStart": "partner_start",
    "Giant": "giant",
    "ChooseExit": "choose_exit",
    "ThreeDials": "three_dials",
}

__all__ = list(_HOME)


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"no lab is called {name!r}; there are {', '.join(_HOME)}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
