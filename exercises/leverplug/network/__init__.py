"""Networks as graphs: a venture's own, the case of IA, and who wrote with whom."""

from leverplug.network.ego import ego_network, ia_network
from leverplug.network.literature import as_printed, coauthors, cut_people, groups, people
from leverplug.network.measures import (
    bridges,
    brokerage,
    communities,
    constraint,
    density,
    effective_size,
    redundancy,
)

__all__ = [
    "as_printed", "bridges", "brokerage", "coauthors", "communities", "constraint",
    "cut_people", "density", "effective_size", "ego_network", "groups", "ia_network",
    "people", "redundancy",
]  # fmt: skip
