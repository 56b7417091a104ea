"""Why so early? The same firm on the same luck, with another home market or another start."""

from __future__ import annotations

import ipywidgets
import numpy as np

from leverplug import outcomes
from leverplug.charts.words import counted
from leverplug.experiments.home_market import HOMES, MIDDLING, firm, play
from leverplug.model import History
from leverplug.widgets.base.inputs import choice
from leverplug.widgets.base.lab import Lab, Picture
from leverplug.widgets.challenges.same_firm import CHALLENGES, Result
from leverplug.widgets.drawings import first_sales

FOLLOWED = 10  # runs that are shown one by one
SECTORS = {"Traditional": "traditional", "High-tech": "high_tech"}


class SameFirm(Lab):
    """One firm whose home market, start and openings you choose; a hundred lives of it.

    Example:
        >>> lab = SameFirm()
        >>> "0 lives start earlier than there, 0 later, 100 in the same quarter" in lab.says
        True
    """

    challenges = CHALLENGES
    label_width = "10em"

    def __init__(self) -> None:
        self.years, self.rows = Picture(), Picture()
        (self.usual,) = play([firm()])  # what every choice is compared with
        controls = {
            "home": ipywidgets.FloatSlider(MIDDLING, min=0, max=1, step=0.1,
                                           readout_format=".1f", description="Home market"),
            "year": ipywidgets.IntSlider(1, 1, 6, description="Looks abroad, year"),
            "sector": choice("Sector", SECTORS),
            "openings": ipywidgets.Checkbox(True, description="Contacts bring openings",
                                            indent=False),
            "life": ipywidgets.IntSlider(1, 1, FOLLOWED, description="Follow life"),
        }  # fmt: skip
        super().__init__(controls, [self.years, self.rows])

    def refresh(self) -> None:
        """Run the firm from the home market of choice and from the others, and draw both."""
        chosen = self.settings
        mine = firm(chosen["home"], chosen["year"], chosen["sector"])
        homes = [firm(size, chosen["year"], chosen["sector"]) for size in HOMES.values()]
        own, *by_home = play([mine, *homes], chosen["openings"])
        run = chosen["life"] - 1
        self.years.value = first_sales.years(own, self.usual, run)
        self.rows.value = first_sales.table(dict(zip(HOMES, by_home, strict=True)), run, FOLLOWED)
        self.says = _summary(own, self.usual, run)
        self.result = self._result(own, by_home[list(HOMES).index("middling")])

    def _result(self, own: History, middling: History) -> Result:
        chosen, usual = self.settings, self.usual
        differ = {
            f"a home market of {chosen['home']:.1f}": chosen["home"] != MIDDLING,
            f"the year in which it looks abroad ({chosen['year']})": chosen["year"] != 1,
            "its sector": chosen["sector"] != "traditional",
            "the openings": not chosen["openings"],
        }
        changed = tuple(words for words, is_so in differ.items() if is_so)
        born, its, at_middling = (
            int(outcomes.born_global(one).sum()) for one in (own, usual, middling)
        )
        return Result(
            chosen, changed, _first(own), _first(usual), born, its, at_middling,
            outcomes.export_through_opening(usual),
        )  # fmt: skip


def _first(history: History) -> np.ndarray:
    """Quarter of the first sale abroad of each life, inf where there is none."""
    return np.nan_to_num(outcomes.first_export(history), nan=np.inf)


def _summary(own: History, usual: History, run: int) -> str:
    mine, its = _first(own), _first(usual)
    early, usually = (int(outcomes.born_global(history).sum()) for history in (own, usual))
    earlier, later = int((mine < its).sum()), int((mine > its).sum())
    starts = counted(earlier, "life starts", "lives start")
    opened = counted(outcomes.export_through_opening(own).sum(), "life", "lives")
    return (
        f"{_spread(mine)} {early} of {len(mine)} lives {'is' if early == 1 else 'are'} born "
        f"global, against {usually} of the firm it is compared with (middling home market, looks "
        f"abroad in year 1). On the same luck, {starts} earlier than there, {later} later, "
        f"{len(mine) - earlier - later} in the same quarter. In {opened} the first sale came "
        f"through an opening that a contact brought. {first_sales.summary(own, run)}"
    )


def _spread(quarters: np.ndarray) -> str:
    """The middle life, and the years between which eight in ten of them lie."""
    early, middle, late = (
        first_sales.year(np.sort(quarters)[int(share * (len(quarters) - 1))])
        for share in (0.1, 0.5, 0.9)
    )
    if middle == "never":
        return "Your firm never sells abroad in most of its lives."
    end = late if late == "never" else f"year {late}"
    return (
        f"Your firm, in the middle of its lives, first sells abroad in year {middle}; eight lives "
        f"in ten lie from year {early} to {end}."
    )
