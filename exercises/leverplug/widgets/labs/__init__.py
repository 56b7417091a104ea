"""One small lab for each chapter: one idea, a few controls, a picture or two.

A lab is imported when it is first asked for, so that a page pays for its own lab only.
"""

from leverplug.lazy import lazy

_HOMES = {  # class -> module of this package
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

__all__ = list(_HOMES)
__getattr__, __dir__ = lazy(__name__, _HOMES)
