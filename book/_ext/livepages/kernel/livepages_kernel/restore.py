"""What Python does after it was restored from a snapshot."""

import random
import sys


def after_restore() -> None:
    """Give this page its own random numbers; those of the snapshot would be everybody's."""
    random.seed()
    legacy = sys.modules.get("numpy.random")
    if legacy is not None:
        legacy.seed()
