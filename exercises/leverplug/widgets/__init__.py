"""Pictures and labs for a notebook or a page: what a learner touches.

Each is imported when it is first asked for, so that a page pays for its own only.
"""

from leverplug.lazy import lazy

_HOMES = {  # class -> module of this package
    "ChartView": "chart.chart_view",
    "NetworkCanvas": "editor.network_canvas",
    "HandIn": "venture.hand_in",
    "DebriefBoard": "debrief.board",
    "VentureLab": "venture.venture_lab",
    "DefenceQuestions": "venture.defence",
    "LeagueBoard": "league.league_board",
    "ScenarioForm": "scenario.scenario_form",
    # The small labs, one for a chapter.
    "SmallVenture": "labs.small_venture",
    "Threshold": "labs.threshold",
    "SameFirm": "labs.same_firm",
    "CoauthorNetwork": "labs.coauthor_network",
    "PortfolioBuilder": "labs.portfolio_builder",
    "KeepFeedCut": "labs.keep_feed_cut",
    "VirtualSurvey": "labs.virtual_survey",
    "PartnerStart": "labs.partner_start",
    "Giant": "labs.giant",
    "ChooseExit": "labs.choose_exit",
    "ThreeDials": "labs.three_dials",
}

__all__ = list(_HOMES)
__getattr__, __dir__ = lazy(__name__, _HOMES)
