"""What a Python that was stored as a snapshot must do when it wakes up in a page."""

import random
import sys


def wake() -> None:
    """Give this page its own random numbers; those of the snapshot would be everybody's."""
    random.seed()
    legacy = sys.modules.get("numpy.random")
    if legacy is not None:
        legacy.seed()
