"""Who wrote with whom: choose the years, take somebody out, and see what holds together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import ipywidgets

from leverplug import datasets, network
from leverplug.charts.words import counted, listed
from leverplug.network import cut_people, groups, people
from leverplug.widgets.base.inputs import choice
from leverplug.widgets.base.lab import Lab, Picture
from leverplug.widgets.base.player import Player
from leverplug.widgets.challenges.coauthor_network import CHALLENGES, Result, joined
from leverplug.widgets.drawings import coauthors

if TYPE_CHECKING:
    import networkx as nx

NOBODY = "Nobody"
SEVERAL = 3  # people of a group that makes a difference when it joins another
OFFERED = 10  # people who may be taken out: those most often between others
INSIDE = {"Community": "community", "Number of works": "works"}


class CoauthorNetwork(Lab):
    """The co-authors of the 97 works, year by year.

    Example:
        >>> lab = CoauthorNetwork()
        >>> lab.set(years=(1977, 1995))
        >>> lab.says.split(":")[0]
        '1977 to 1995'
    """

    challenges = CHALLENGES
    label_width = "6.5em"

    def __init__(self) -> None:
        self.works = datasets.rows("literature")
        self.picture = Picture()
        years = [int(row["year"]) for row in self.works]
        first, last = min(years), max(years)
        brokers = sorted(list(network.brokerage(people(self.works)))[:OFFERED])
        span = ipywidgets.IntRangeSlider(value=(first, last), min=first, max=last,
                                         readout=False, description="Years")  # fmt: skip
        self.player = Player(span, "year", self._turn, pace=450)
        controls = {
            "years": span,
            "without": ipywidgets.Dropdown(options=[NOBODY, *brokers], description="Take out"),
            "inside": choice("In a dot", INSIDE),
            "small": ipywidgets.Checkbox(True, description="Show groups of one and two",
                                         indent=False),
        }  # fmt: skip
        super().__init__(controls, [self.picture])

    def more(self) -> list[ipywidgets.Widget]:
        """A button that plays the years."""
        return [self.player]

    def _turn(self, year: int) -> str:
        """Why to stop at a year: groups that had nothing to do with each other come together."""
        parts = joined(self.result)
        if sum(size >= SEVERAL for size in parts) < 2:
            return ""
        now = len(self.result.groups[0])
        return f"{year}: groups of {listed(parts)} come together; the largest now has {now} people."

    def chosen(self) -> list[dict[str, str]]:
        """The works of the chosen years."""
        first, last = self.settings["years"]
        return [row for row in self.works if first <= int(row["year"]) <= last]

    def graph(self) -> nx.Graph[str]:
        """The network of the chosen years, without whoever is taken out."""
        graph = people(self.chosen())
        graph.remove_nodes_from([self.settings["without"]])
        return graph

    def refresh(self) -> None:
        """Draw the network, and say how it hangs together."""
        graph = self.graph()
        self.result = self._result()
        self.says = self._summary(graph)
        self.picture.value = coauthors.draw(
            graph, network.communities(graph), cut_people(graph), self.settings["inside"],
            smallest=1 if self.settings["small"] else 3,
            words=f"Network of co-authors. {self.says}",
        )  # fmt: skip

    def _result(self) -> Result:
        last = self.settings["years"][1]
        earlier = people([row for row in self.chosen() if int(row["year"]) < last])
        whole, name = people(self.chosen()), self.settings["without"]
        together = groups(whole)
        circle = {person for group in together if name in group for person in group}
        left = groups(whole.subgraph(circle - {name}))
        return Result(
            together, groups(earlier), last, "" if name == NOBODY else name, len(circle),
            [len(group) for group in left],
        )  # fmt: skip

    def _summary(self, graph: nx.Graph[str]) -> str:
        first, last = self.settings["years"]
        together, works = groups(graph), len(self.chosen())
        count = counted(works, "work")
        if not together:
            return f"{first} to {last}: {count}, nobody to draw. Choose a wider span of years."
        alone = sum(len(group) == 1 for group in together)
        words = (
            f"{first} to {last}: {count}, {counted(len(graph), 'person', 'people')} in "
            f"{counted(len(together), 'group')}; the largest has {len(together[0])}, and "
            f"{counted(alone, 'has', 'have')} no co-author here."
        )
        return " ".join(filter(None, (words, self._missing(), self._bridge(graph))))

    def _missing(self) -> str:
        """What became of the group of the person who is taken out."""
        result = self.result
        if not result.circle:
            return f"{result.without} has no work in these years." if result.without else ""
        sizes = ", ".join(map(str, result.left)) or "nobody"
        return f"Without {result.without}, a group of {result.circle} leaves {sizes}."

    @staticmethod
    def _bridge(graph: nx.Graph[str]) -> str:
        """Who stands between others most often."""
        ranked = network.brokerage(graph) if len(graph) > 2 else {}
        if not ranked or not next(iter(ranked.values())):
            return "Nobody stands between two others."
        top = next(iter(ranked))
        others = counted(graph.degree(top), "co-author")
        return f"Most often between two others: {top}, with {others} here."
