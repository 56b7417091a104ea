"""Controls for everything a learner chooses besides ties, each named as the model names it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import ipywidgets

from leverplug.record.form import MOST_SEED
from leverplug.venture import QUARTERS, Capabilities, Firm, Founder, Venture

SECTORS = {"traditional": "traditional", "high technology": "high_tech"}
MOST_RUNS_SHOWN = 100  # runs one may look at alone


def firm(venture: Venture) -> dict[str, ipywidgets.Widget]:
    """Controls of the firm and its founder, by name, which show a venture's."""
    market, founder = venture.firm.home_market, venture.founder
    size = "How large it is: 0 small, 1 large"
    years = "Of the founder in the industry: 0 none, 1 a decade at senior level"
    asked = "What ties ask back: 1 is usual for each kind of tie, 2 is twice as much"
    return {
        "sector": ipywidgets.Dropdown(options=list(SECTORS.items()), value=venture.firm.sector,
                                      description="Sector"),
        "home_market": _share("Home market", market, size),
        "experience": _share("Experience", founder.experience, years),
        "obligation": ipywidgets.FloatSlider(founder.obligation, min=0, max=2, step=0.1,
                                             description="Obligation", tooltip=asked,
                                             readout_format=".1f"),
    }  # fmt: skip


def capabilities(venture: Venture) -> dict[str, ipywidgets.Widget]:
    """Controls of the three partnering capabilities, by name, which show a venture's."""
    named = {
        "search": ("Search (proactive)", "Share of effort spent looking round"),
        "learning": ("Learning (reflective)", "Share of effort spent learning from partners"),
        "pruning": ("Pruning (discerning)", "How much a tie must show to be kept; 0 keeps all"),
    }
    present = vars(venture.capabilities)
    return {name: _share(label, present[name], tip) for name, (label, tip) in named.items()}


def luck(seed: int = 1) -> dict[str, ipywidgets.Widget]:
    """Controls of the seed, of the run shown alone and of the quarter shown, by name."""
    return {
        "quarter": ipywidgets.IntSlider(1, 1, QUARTERS, description="Quarter shown"),
        "run": ipywidgets.IntSlider(1, 1, MOST_RUNS_SHOWN, description="Run shown alone"),
        "luck": ipywidgets.BoundedIntText(seed, 0, MOST_SEED, description="Luck (seed)"),
    }


def design_settings(venture: Venture) -> dict[str, Any]:
    """Values of the controls, by name, that show a venture's firm, founder and capabilities.

    Example:
        >>> design_settings(Venture(firm=Firm("high_tech", 0.3)))["home_market"]
        0.3
    """
    return {**vars(venture.firm), **vars(venture.founder), **vars(venture.capabilities)}


def apply_settings(settings: Mapping[str, Any], venture: Venture) -> Venture:
    """The venture with its firm, founder and capabilities as the controls say.

    Args:
        settings: Values of the controls by name; those that are not of a design are passed over.
        venture: Gives ties, links and name.

    Raises:
        ValidationError: The capabilities ask for more effort than the ties leave.
    """
    return replace(
        venture,
        firm=Firm(settings["sector"], settings["home_market"]),
        founder=Founder(settings["experience"], settings["obligation"]),
        capabilities=Capabilities(*(settings[n] for n in ("search", "learning", "pruning"))),
    )


def _share(description: str, value: float, tooltip: str) -> ipywidgets.FloatSlider:
    return ipywidgets.FloatSlider(value, min=0, max=1, step=0.05, description=description,
                                  tooltip=tooltip, readout_format=".2f")  # fmt: skip
