"""A first yardstick: one simplified step of a tie, in Mesa and in NumPy.

Strength moves to a target, a lever brings resources, its novelty is used up and renews. Nothing
else is left of the model, so what is compared is the cost of an agent against that of a row.
"""

from __future__ import annotations

import mesa
import numpy as np

EASE, EFFORT, HALF_EFFORT = 0.3, 0.1, 0.1  # of a made-up kind of tie, as are the next
NOVELTY_USE, NOVELTY_RENEWAL, FADE = 0.2, 0.05, 0.06


class SimpleTie(mesa.Agent):
    """A tie with three numbers of its own."""

    def __init__(self, model: mesa.Model) -> None:
        super().__init__(model)
        self.strength, self.novelty, self.holding = 0.0, 1.0, 0.0

    def step(self) -> None:
        self.strength += EASE * (EFFORT / (EFFORT + HALF_EFFORT) - self.strength)
        lever = self.strength * self.novelty
        self.novelty += NOVELTY_RENEWAL * (1 - self.novelty) - NOVELTY_USE * lever
        self.holding += lever - FADE * self.holding


def with_mesa(ties: int, quarters: int) -> np.ndarray:
    """Resources held through each tie in the end, agent by agent."""
    model = mesa.Model(seed=1)
    agents = SimpleTie.create_agents(model, ties)
    for _ in range(quarters):
        agents.do("step")
    return np.array(agents.get("holding"))


def with_numpy(ties: int, quarters: int) -> np.ndarray:
    """The same for all ties at once."""
    strength, novelty, holding = np.zeros(ties), np.ones(ties), np.zeros(ties)
    for _ in range(quarters):
        strength += EASE * (EFFORT / (EFFORT + HALF_EFFORT) - strength)
        lever = strength * novelty
        novelty += NOVELTY_RENEWAL * (1 - novelty) - NOVELTY_USE * lever
        holding += lever - FADE * holding
    return holding
