"""What Python does after it was restored from a snapshot."""

import random
import sys
import zipimport

ZIP = f"/lib/python{sys.version_info[0]}{sys.version_info[1]}.zip"


def after_restore() -> None:
    """Put right what a snapshot has of the place where it was taken."""
    _forget_stdlib()
    # This page's own random numbers; those of the snapshot would be everybody's.
    random.seed()
    legacy = sys.modules.get("numpy.random")
    if legacy is not None:
        legacy.seed()


def _forget_stdlib() -> None:
    """The file that the standard library came from is not here: all that was needed of it is."""
    sys.path.remove(ZIP)
    zipimport._zip_directory_cache.clear()  # type: ignore[attr-defined]
    for place in [each for each in sys.path_importer_cache if each.startswith(ZIP)]:
        del sys.path_importer_cache[place]
