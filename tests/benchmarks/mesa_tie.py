"""A tie of the Mesa peer: one contact, in plain Python, from the equations of the appendix."""

from __future__ import annotations

from typing import TYPE_CHECKING

import mesa
from leverplug import catalogue
from leverplug.venture import Tie

if TYPE_CHECKING:
    from benchmarks.mesa_peer import VentureAgent

FACTORS = {  # of a whole channel, on what a kind of tie yields
    ("personal", "foreign_yield"): "personal_foreign",
    ("personal", "organisational_yield"): "personal_organisational",
    ("business", "organisational_yield"): "business_organisational",
}


class TieAgent(mesa.Agent):
    """One tie; it sees its venture, the contacts it shares a pool with and those it knows."""

    def __init__(self, venture: VentureAgent, design: Tie) -> None:
        super().__init__(venture.model)
        self.venture, self.design = venture, design
        kind = catalogue.tie_kinds()[design.kind]
        self.numbers = {
            name: kind[name] * venture.m.get(FACTORS.get((kind.channel, name)), 1.0)
            for name in kind.evidence
        }
        self.availability = kind.availability(venture.design.firm.sector)
        self.reach = [self._reach(region) for region in catalogue.foreign_regions()]
        self.pool: list[TieAgent] = []  # ties of its kind in its region, itself among them
        self.known: list[TieAgent] = []  # contacts tied to this one
        self.strength = self.plug = self.holding = self.lever = self.effort = 0.0
        self.novelty = 1.0
        self.open, self.pruned, self.tried = True, False, 0

    def _reach(self, region: str) -> float:
        if self.design.region is None:
            full = 1 - catalogue.regions()[region].distance
        else:
            full = 1.0 if region == self.design.region else 0.0
        breadth = self.numbers["breadth"]
        return breadth + (1 - breadth) * full

    def begin(self, quarter: int) -> None:
        """Look up what the design plans for this quarter (1 to 40)."""
        design = self.design
        active = design.start <= quarter <= (design.end or 40)
        self.tried += active
        self.planned = design.effort if active else 0.0
        for change in design.changes:
            if active and change.quarter <= quarter:
                self.planned = change.effort
        self.working = active and self.open
        self.kept = self.planned if self.working else 0.0

    def claim(self) -> float:
        """Effort that the tie asks for before anything else."""
        return self.numbers["obligation"] * self.venture.design.founder.obligation * self.plug

    def useful(self) -> float:
        """Effort beyond the upkeep."""
        upkeep = self.venture.m["upkeep"] * (1 + self.numbers["dissimilarity"])
        return max(self.effort - upkeep, 0.0)

    def target(self) -> float:
        """The strength that effort, availability and the firm's standing allow."""
        m, useful = self.venture.m, self.useful()
        standing = self.venture.credit - self.numbers["demand"]
        for contact in self.known:
            standing += m["referral"] * contact.strength
        gate = min(max(1 + standing / m["gate_width"], 0.0), 1.0)
        pooled = sum(tie.useful() for tie in self.pool)
        useful /= 1 + m["rivalry"] * max(sum(tie.working for tie in self.pool) - 1, 0)
        return self.availability * gate * useful / (pooled + self.numbers["half_effort"])

    def strengthen(self, target: float) -> None:
        """Strength moves to its target, and the lever is pulled."""
        gap = target - self.strength
        self.strength += (
            self.numbers["ease"] if gap > 0 else self.venture.m["strength_fade"]
        ) * gap
        self.pulled = self.strength * self.novelty

    def live(self) -> None:
        """The pool's levers use up its news, the plug grows or fades, resources come in."""
        n, m = self.numbers, self.venture.m
        renewal = n["novelty_renewal"] * (1 + m["search_renewal"] * self.venture.search)
        told = sum(tie.pulled for tie in self.pool)
        self.novelty += renewal * (1 - self.novelty) - n["novelty_use"] * told
        self.novelty = max(self.novelty, 0.0)
        acquainted = sum(contact.working for contact in self.known)
        self.lever = self.pulled / (1 + m["redundancy"] * acquainted)
        if self.working:
            self.plug += n["plug_growth"] * self.strength * (1 - self.plug)
        else:
            self.plug -= m["plug_decay"] * self.plug
        self.holding += n["foreign_yield"] * self.lever - m["holding_fade"] * self.holding

    def shock(self, drawn: float, share: float, alike: float) -> str | None:
        """Which shock, if any, a uniform draw means for the tie.

        `share` of all foreign resources is held through it, `alike` through its whole pool.
        """
        n = self.numbers
        hazards = {
            "lost": n["leaving"],
            "quarrel": n["quarrelling"] * self.plug,
            "refocus": self.venture.m["refocusing"],
            "absorbed": n["absorption"] * share * alike,
        }
        for kind, hazard in hazards.items():
            if drawn < hazard:
                return kind
            drawn -= hazard
        return None

    def discern(self) -> None:
        """End the tie if it has had its trial and is worth too little."""
        n, m, pruning = self.numbers, self.venture.m, self.venture.design.capabilities.pruning
        worth = (n["foreign_yield"] + n["organisational_yield"]) * self.lever
        worth -= m["prune_plug"] * n["narrowing"] * self.plug
        tried = self.tried >= m["prune_patience"]
        if self.working and tried and worth < pruning * m["prune_level"]:
            self.open, self.pruned = False, True
