"""The bench's lab as one would write it in JupyterLab: `interact`, and a chart drawn anew."""

import ipywidgets
import matplotlib.pyplot as plt
from leverplug import catalogue, charts
from leverplug.simulation import simulate
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
        Tie(f"{kind}-1", kind, effort / 100, region="close" if kinds[kind].has_region else None)
        for kind in KINDS
    )
    band = charts.rows_trajectory(simulate(Venture(ties=ties), runs=500, seed=1))["band"]
    years = [row["year"] for row in band]
    plt.figure(figsize=(7, 3))
    plt.fill_between(years, [row["low"] for row in band], [row["high"] for row in band], alpha=0.3)
    plt.plot(years, [row["median"] for row in band])
    plt.show()


ipywidgets.interact(draw, effort=ipywidgets.IntSlider(value=4, min=0, max=8))
