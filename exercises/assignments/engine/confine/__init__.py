"""Where a submission runs: it sees the kit and its own scratch folder, and nothing else."""

from assignments.engine.confine.choice import KINDS, chosen, open_sandbox, warning
from assignments.engine.confine.sandbox import Child, Sandbox

__all__ = ["KINDS", "Child", "Sandbox", "chosen", "open_sandbox", "warning"]
