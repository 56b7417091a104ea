"""Why so early? The same firm on the same luck, with another home market or another start."""

from __future__ import annotations

from dataclasses import dataclass, replace

import ipywidgets
import numpy as np

from leverplug import portfolios
from leverplug.model.history import SEIZED
from leverplug.outcomes import A_YEAR, BORN_GLOBAL_SHARE, BORN_GLOBAL_YEARS
from leverplug.venture import Venture
from leverplug.widgets.base.lab import Lab, Picture
from leverplug.widgets.drawings import first_sales
from leverplug.widgets.labs.paired import designs

LOOKING_ABROAD = ("contacts-abroad", "fair-1", "distributor-1")  # ties that begin when it looks
LIVES, TOLD, SEED = 100, 10, 1  # lives lived, lives shown one by one, key of their luck
MIDDLING = 0.5
HOMES = {"small": 0.0, "middling": MIDDLING, "large": 1.0}
SECTORS = {"Traditional": "traditional", "High-tech": "high_tech"}


def firm(home_market: float = MIDDLING, year: int = 1, sector: str = "traditional") -> Venture:
    """The firm of this lab: the standard portfolio, its foreign ties begun in a given year."""
    base = portfolios.of_sector(portfolios.standard(), sector)
    later = (year - 1) * A_YEAR
    ties = tuple(
        replace(tie, start=tie.start + later) if tie.id in LOOKING_ABROAD else tie
        for tie in base.ties
    )
    return portfolios.with_home_market(replace(base, ties=ties), home_market)


@dataclass(frozen=True)
class First:
    """When and how each life of a design sells abroad for the first time.

    Args:
        quarter: Of the first foreign sale, nan if there is none, shape (lives,).
        opened: Whether it came through an opening that a contact brought, shape (lives,).
        born_global: Whether the life goes on to a quarter of sales within three years of
            founding, shape (lives,).
    """

    quarter: np.ndarray
    opened: np.ndarray
    born_global: np.ndarray


def first_sale(
    ventures: list[Venture], openings: list[bool], lives: int = LIVES, seed: int = SEED
) -> list[First]:
    """The first foreign sale in each life of each design, all on the same luck."""
    course, log = designs(ventures, lives, seed, openings)
    sold = course["sales"] > 0
    quarter = np.where(sold.any(0), sold.argmax(0) + 1.0, np.nan)
    opened: np.ndarray = np.zeros(quarter.size, bool)
    seized = log.kind == SEIZED
    runs, when = log.run[seized], log.quarter[seized] + 1
    opened[runs[when == quarter.ravel()[runs]]] = True
    opened = opened.reshape(quarter.shape)
    at_first = course["intensity"][: BORN_GLOBAL_YEARS * A_YEAR]
    early = np.any(at_first >= BORN_GLOBAL_SHARE, 0)
    return [First(*parts) for parts in zip(quarter, opened, early, strict=True)]


class SameFirm(Lab):
    """One firm whose home market, start and openings you choose; a hundred lives of it.

    Example:
        >>> lab = SameFirm()
        >>> "0 lives start earlier than there, 0 later, 100 in the same quarter" in lab.says
        True
    """

    label_width = "9.4em"

    def __init__(self) -> None:
        self.years, self.rows = Picture(), Picture()
        (self.usual,) = first_sale([firm()], [True])  # what every choice is compared with
        controls = {
            "home": ipywidgets.FloatSlider(MIDDLING, min=0, max=1, step=0.1,
                                           readout_format=".1f", description="Home market"),
            "year": ipywidgets.IntSlider(1, 1, 6, description="Looks abroad, year"),
            "sector": ipywidgets.Dropdown(options=list(SECTORS.items()), description="Sector"),
            "openings": ipywidgets.Checkbox(True, description="Contacts bring openings",
                                            indent=False),
            "life": ipywidgets.IntSlider(1, 1, TOLD, description="Follow life"),
        }  # fmt: skip
        super().__init__(controls, [self.years, self.rows])

    def refresh(self) -> None:
        chosen = self.settings
        mine = firm(chosen["home"], chosen["year"], chosen["sector"])
        homes = [firm(size, chosen["year"], chosen["sector"]) for size in HOMES.values()]
        luck = chosen["openings"]
        own, *by_home = first_sale([mine, *homes], [luck] * (1 + len(homes)))
        life = chosen["life"] - 1
        self.years.value = first_sales.years(own, self.usual, life)
        self.rows.value = first_sales.table(dict(zip(HOMES, by_home, strict=True)), life, TOLD)
        self.says = _words(own, self.usual, life)


def _words(own: First, usual: First, life: int) -> str:
    mine, its = (np.nan_to_num(first.quarter, nan=np.inf) for first in (own, usual))
    earlier, later = int((mine < its).sum()), int((mine > its).sum())
    return (
        f"{_spread(mine)} {int(own.born_global.sum())} of {len(mine)} lives are born global, "
        f"against {int(usual.born_global.sum())} of the firm it is compared with (middling home "
        f"market, looks abroad in year 1). On the same luck, {earlier} lives start earlier than "
        f"there, {later} later, {len(mine) - earlier - later} in the same quarter. In "
        f"{int(own.opened.sum())} lives the first sale came through an opening that a contact "
        f"brought. {first_sales.told(own, life)}"
    )


def _spread(quarters: np.ndarray) -> str:
    """The middle life, and the years between which eight in ten of them lie."""
    early, middle, late = (
        first_sales.year(np.sort(quarters)[int(share * (len(quarters) - 1))])
        for share in (0.1, 0.5, 0.9)
    )
    if middle == "never":
        return "Your firm never sells abroad in most of its lives."
    span = f"from year {early} to year {late}" if late != "never" else f"from year {early} to never"
    return (
        f"Your firm, in the middle of its lives, first sells abroad in year {middle}; eight lives "
        f"in ten lie {span}."
    )
