"""Where a submission runs: it sees the kit and its own scratch folder, and nothing else."""

from assignments.engine.confine.choice import BUBBLEWRAP, KINDS, NONE, PODMAN, open_sandbox
from assignments.engine.confine.sandbox import Child, Sandbox

__all__ = ["BUBBLEWRAP", "KINDS", "NONE", "PODMAN", "Child", "Sandbox", "open_sandbox"]
