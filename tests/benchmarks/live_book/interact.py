"""The bench's lab as one would write it in JupyterLab: `interact`, and a chart drawn anew."""

from dataclasses import replace

import ipywidgets
import matplotlib.pyplot as plt
from leverplug import catalogue, charts
from leverplug.model.simulation import simulate
from leverplug.venture import Tie, Venture

KINDS = (
    "kin", "colleagues", "club", "domestic_contacts", "foreign_contacts", "trade_council",
    "university", "industry_association", "adviser", "online_community", "strategic_partner",
    "multinational",
)  # fmt: skip


def draw(effort: int) -> None:
    """Run the model and draw its band and its median."""
    kinds = catalogue.tie_kinds()
    ties = tuple(
        Tie(f"{kind}-1", kind, 0.05, region="close" if kinds[kind].has_region else None)
        for kind in KINDS
    )
    ties = *ties[:-1], replace(ties[-1], effort=effort / 100)
    band = charts.trajectory.rows(simulate(Venture(ties=ties), runs=500, seed=1))["band"]
    years = [row["year"] for row in band]
    plt.figure(figsize=(7, 3))
    plt.fill_between(years, [row["low"] for row in band], [row["high"] for row in band], alpha=0.3)
    plt.plot(years, [row["median"] for row in band])
    plt.show()


ipywidgets.interact(draw, effort=ipywidgets.IntSlider(value=12, min=6, max=30))
