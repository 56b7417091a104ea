"""The whole model again in Mesa, agent by agent in plain Python: an oracle and a yardstick.

It is written from the equations of the appendix. With the library it shares the learner's design
and the numbers of the catalogue, and no line of the simulation. Luck is a function of the run,
the quarter, a name and a slot, so that it can be Mesa's own or what the library drew.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import accumulate
from math import exp, inf

import mesa
from benchmarks.mesa_tie import TieAgent
from leverplug import catalogue
from leverplug.venture import Venture

QUARTERS = 40
MARKET = 100.0  # index points of sales a foreign region offers at most
LARGEST_FACTOR = 3.0  # on the effort of a kept tie, from ties that were ended
OPENING, WHERE, SHOCK = range(3)  # draws of a tie in a quarter
Luck = Callable[[int, int, str, int], float]  # (run, quarter, name, slot) -> uniform on [0, 1)


def logistic(x: float) -> float:
    """1 / (1 + exp(-x))."""
    return 1 / (1 + exp(-x)) if x > -700 else 0.0


def filled(stock: float, inflow: float, fade: float) -> float:
    """A stock from 0 to 1 a quarter later."""
    return stock + min(inflow, 1.0) * (1 - stock) - fade * stock


class Population(mesa.Model):
    """So many ventures of one design, each with luck of its own."""

    def __init__(self, design: Venture, runs: int, seed: int, luck: Luck | None = None) -> None:
        super().__init__(seed=seed)
        own = self.random.random
        self.luck = luck or (lambda run, quarter, name, slot: own())
        self.quarter = 0
        self.parameters = {name: p.value for name, p in catalogue.parameters().items()}
        self.ventures = [VentureAgent(self, design, run) for run in range(runs)]

    def step(self) -> None:
        self.quarter += 1
        self.agents_by_type[VentureAgent].do("step")

    def run(self) -> list[VentureAgent]:
        """All forty quarters."""
        for _ in range(QUARTERS):
            self.step()
        return self.ventures


class VentureAgent(mesa.Agent):
    """One venture: its stocks, its markets and its ties."""

    def __init__(self, model: Population, design: Venture, run: int) -> None:
        super().__init__(model)
        self.design, self.run, self.m = design, run, model.parameters
        m, experience, places = self.m, design.founder.experience, catalogue.regions()
        self.distances = [places[region].distance for region in catalogue.foreign_regions()]
        self.organisational = m["organisational_start"]
        self.organisational += m["organisational_experience"] * experience
        self.knowledge = m["knowledge_start"] * experience
        self.legitimacy = self.credit = m["legitimacy_start"] * (0.5 + experience)
        self.cash = m["cash_start"]
        self.sales, self.present = [0.0] * 4, [False] * 4
        self.waves, self.home_sales, self.intensity = [0.0] * 5, 0.0, 0.0
        self.alive, self.absorbed = True, False
        self.first_export, self.history = inf, []
        self.ties = [TieAgent(self, tie) for tie in design.ties]
        self._acquaint()

    def _acquaint(self) -> None:
        named = {tie.design.id: tie for tie in self.ties}
        for first, second in self.design.links:
            named[first].known.append(named[second])
            named[second].known.append(named[first])
        for tie in self.ties:
            place = (tie.design.kind, tie.design.region)
            tie.pool = [t for t in self.ties if (t.design.kind, t.design.region) == place]

    def luck(self, name: str, slot: int) -> float:
        return self.model.luck(self.run, self.model.quarter, name, slot)

    def step(self) -> None:
        self.share_effort()
        for tie, target in [(tie, tie.target()) for tie in self.ties]:  # all look, then all move
            tie.strengthen(target)
        for tie in self.ties:
            tie.live()
        self.fill_stocks()
        self.earn_legitimacy()
        self.weigh_markets()
        if self.alive:
            self.meet_openings()
        if self.alive:
            self.suffer_shocks()
        if self.alive:
            self.enter_markets()
        self.sell()
        self.pay()
        if self.design.capabilities.pruning > 0:
            for tie in self.ties:
                tie.discern()
        self.history.append((sum(self.sales), self.legitimacy, self.knowledge, self.cash))

    def share_effort(self) -> None:
        """Obligations first; what is left is shared out, in proportion if it is too little."""
        for tie in self.ties:
            tie.begin(self.model.quarter)
        self.claimed = min(sum(tie.claim() for tie in self.ties), 1.0)
        asked = sum(tie.kept for tie in self.ties)
        freed = sum(tie.planned for tie in self.ties if tie.pruned)
        factor = min(1 + freed / asked, LARGEST_FACTOR) if asked > 0 else 1.0
        abilities = self.design.capabilities
        wanted = asked * factor + abilities.search + abilities.learning
        scale = min(1.0, (1 - self.claimed) / wanted) if wanted > 0 else 1.0
        for tie in self.ties:
            tie.effort = tie.kept * factor * scale
        self.search, self.learning = abilities.search * scale, abilities.learning * scale

    def fill_stocks(self) -> None:
        m = self.m
        given, taught = m["own_growth"], 0.0
        for tie in self.ties:
            n = tie.numbers
            given += n["organisational_yield"] * tie.lever
            if self.learning > 0:
                half = m["learning_half"] * (1 + n["dissimilarity"])
                heed = self.learning / (self.learning + half)
                taught += m["teaching"] * n["dissimilarity"] * tie.strength * heed
        self.organisational = filled(self.organisational, given, m["organisational_fade"])
        learnt = taught + m["practice"] * self.intensity
        self.knowledge = filled(self.knowledge, learnt, m["knowledge_fade"])

    def earn_legitimacy(self) -> None:
        m, total = self.m, sum(self.sales)
        prestige = sum(tie.numbers["prestige"] * tie.strength for tie in self.ties)
        earned = m["legitimacy_resources"] * self.organisational
        earned += m["legitimacy_results"] * total / (total + MARKET)
        earned += m["legitimacy_prestige"] * prestige
        self.legitimacy = filled(self.legitimacy, earned, m["legitimacy_fade"])
        lent = m["lent"] * (1 - exp(-prestige))
        self.credit = self.legitimacy + (1 - self.legitimacy) * lent

    def weigh_markets(self) -> None:
        m, firm = self.m, self.design.firm
        drive = m["drive_base"] + m["drive_organisational"] * self.organisational
        drive += m["drive_knowledge"] * self.knowledge
        drive += m["drive_push"] * (0.5 - firm.home_market)
        drive += m["drive_high_tech"] * (firm.sector == "high_tech")
        drive -= m["drive_newness"] * (1 - self.credit)
        learnt = 1 - m["distance_learnt"] * self.knowledge
        self.drives = [
            drive
            + m["drive_foreign"] * (1 - exp(-sum(tie.reach[r] * tie.holding for tie in self.ties)))
            - m["drive_distance"] * distance * learnt
            - m["drag"] * sum((1 - tie.reach[r]) * self._loyalty(tie) for tie in self.ties)
            for r, distance in enumerate(self.distances)
        ]

    def _loyalty(self, tie: TieAgent) -> float:
        return tie.numbers["narrowing"] * tie.plug * self.design.founder.obligation

    def meet_openings(self) -> None:
        m = self.m
        ready = logistic(
            m["ready_base"]
            + m["ready_knowledge"] * self.knowledge
            + m["ready_resources"] * self.organisational
            + m["ready_experience"] * (self.design.founder.experience - 0.5)
        )
        for tie in self.ties:
            chance = tie.numbers["opportunity"] * tie.lever
            chance *= 1 + m["search_openings"] * self.search
            if self.luck(tie.design.id, OPENING) < chance * ready:
                odds = list(accumulate(tie.reach))
                drawn = self.luck(tie.design.id, WHERE) * odds[-1]
                region = sum(drawn >= odd for odd in odds)
                self.present[region] = True
                self.sales[region] += m["opportunity_sales"]
                tie.holding += m["opportunity_holding"]

    def suffer_shocks(self) -> None:
        """All shocks of a quarter are drawn from the state before any of them strikes."""
        total = sum(tie.holding for tie in self.ties) + self.m["dependence_base"]
        struck = {kind: [] for kind in ("lost", "quarrel", "refocus", "absorbed")}
        for tie in self.ties:
            if tie.working:
                share = tie.holding / total
                alike = sum(t.holding for t in tie.pool) / total
                kind = tie.shock(self.luck(tie.design.id, SHOCK), share, alike)
                if kind:
                    struck[kind].append((tie, share))
        for tie, share in struck["lost"]:
            self._lose(tie, share)
        for tie, _ in struck["quarrel"]:
            self._quarrel(tie)
        for tie, _ in struck["refocus"]:
            tie.novelty *= self.m["refocus_left"]
        if struck["absorbed"]:
            self.alive, self.absorbed = False, True

    def _lose(self, lost: TieAgent, share: float) -> None:
        leaves = share * (1 - self.m["retained"] * self.knowledge)
        self.sales = [s * (1 - leaves * r) for s, r in zip(self.sales, lost.reach, strict=True)]
        lost.strength = lost.holding = lost.plug = 0.0
        lost.open = False

    def _quarrel(self, angry: TieAgent) -> None:
        kept = 1 - self.m["trouble"] * angry.plug
        angry.strength *= self.m["quarrel_left"]
        self.legitimacy *= kept
        for tie in self.ties:
            tie.strength *= kept

    def enter_markets(self) -> None:
        m = self.m
        familiar = sum(tie.numbers["comfort"] * tie.strength for tie in self.ties)
        eager = (1 + m["search_entry"] * self.search) * exp(-m["comfort"] * familiar)
        for region, drive in enumerate(self.drives):
            odds = m["entry"] * logistic(m["entry_slope"] * (drive - m["entry_drive"])) * eager
            if not self.present[region] and self.luck("firm: entry", region) < odds:
                self.present[region], self.sales[region] = True, m["first_sales"]

    def sell(self) -> None:
        m, firm = self.m, self.design.firm
        for market in range(5):
            shock = m["demand_noise"] * (2 * self.luck("firm: demand", market) - 1)
            self.waves[market] = m["demand_memory"] * self.waves[market] + shock
        for region in range(4):
            if not self.present[region]:
                continue
            now = self.sales[region]
            bearable = MARKET * logistic(self.drives[region]) * exp(self.waves[region])
            now += (m["sales_rise"] if bearable > now else m["sales_fall"]) * (bearable - now)
            self.present[region] = now >= m["exit_sales"]
            self.sales[region] = now if self.present[region] else 0.0
        known = m["home_base"] + m["home_resources"] * self.organisational
        known += m["home_knowledge"] * self.knowledge
        size = MARKET * (m["home_smallest"] + m["home_range"] * firm.home_market)
        bearable = size * logistic(known) * exp(self.waves[4])
        self.home_sales += m["home_speed"] * (bearable - self.home_sales)

    def pay(self) -> None:
        m = self.m
        if self.alive:
            income = m["margin"] * (sum(self.sales) + self.home_sales) / MARKET
            cost = m["burn"] + m["burn_high_tech"] * (self.design.firm.sector == "high_tech")
            cost += m["market_cost"] * sum(self.present)
            cost += m["search_cost"] * self.search + m["plug_cost"] * self.claimed
            earned = income + m["backing"] * self.organisational - cost
            self.cash = min(self.cash + earned, m["cash_most"])
            self.alive = self.cash >= 0
        if not self.alive:
            self.sales, self.present, self.home_sales = [0.0] * 4, [False] * 4, 0.0
        total = sum(self.sales)
        self.intensity = total / (total + self.home_sales) if total > 0 else 0.0
        if total > 0:
            self.first_export = min(self.first_export, self.model.quarter)
