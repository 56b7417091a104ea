"""Choice or chance: what a tie added, why things happened, where one run stands among others."""

from leverplug.explain.comparison import compare, contributions, luck_or_choice
from leverplug.explain.timeline import timeline

__all__ = ["compare", "contributions", "luck_or_choice", "timeline"]
