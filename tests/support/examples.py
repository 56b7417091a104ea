"""How many examples a property is tried on: a few, the same each time; many new ones if asked for.

A test imports this module before it names a property. `EXAMPLES=full` asks for many.
"""

import os

from hypothesis import HealthCheck, settings

FULL = os.environ.get("EXAMPLES") == "full"  # as in `make test-full`

settings.register_profile(
    "quick",
    max_examples=25,
    derandomize=True,  # what passes once passes always
    deadline=None,  # a busy computer is not a fault
    suppress_health_check=list(HealthCheck),
)
settings.register_profile(
    "full", settings.get_profile("quick"), max_examples=300, derandomize=False, print_blob=True
)
settings.load_profile(os.environ.get("EXAMPLES", "quick"))
