"""One model of a venture and its ties, over many runs at once; it needs NumPy alone.

Each quarter effort is shared out, ties grow or fade, levers fill the firm's stocks, plugs take
their toll, openings and shocks arrive, and sales move. `inputs` makes designs into arrays, `draws`
gives common random numbers, `state` holds what a quarter changes, `ties`, `firm` and
`openings_and_shocks` have the equations of the book's appendix, `simulation` runs them, and a
`History` is what comes out.
"""

from leverplug.model.history import History, Shock
from leverplug.model.simulation import simulate, simulate_together

__all__ = ["History", "Shock", "simulate", "simulate_together"]
