"""Choice or chance: what a tie added, why things happened, how a design can be questioned."""

from leverplug.explain.comparison import compare, contribution, contributions
from leverplug.explain.defence import defence_questions
from leverplug.explain.luck_rank import luck_or_choice
from leverplug.explain.timeline import timeline

__all__ = [
    "compare", "contribution", "contributions", "defence_questions", "luck_or_choice", "timeline",
]  # fmt: skip
