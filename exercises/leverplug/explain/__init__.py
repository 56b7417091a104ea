"""Choice or chance: what a tie added, why things happened, where one run ranks among others."""

from leverplug.explain.comparison import compare, contribution, contributions
from leverplug.explain.luck_rank import luck_or_choice
from leverplug.explain.timeline import timeline

__all__ = ["compare", "contribution", "contributions", "luck_or_choice", "timeline"]
