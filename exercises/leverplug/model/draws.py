"""Common random numbers: uniform draws keyed by (seed, run, quarter, stream).

A stream is a tie's id or one of the venture's own names, so two designs that are run with one seed
meet the same draws and differ by their choices alone. Draws come in blocks of runs, each from its
own generator: what a run draws depends neither on how many runs are asked for nor on which other
ties the design has. The latest draws are kept, since whoever moves a slider asks for them again.
"""

from __future__ import annotations

from functools import lru_cache
from zlib import crc32

import numpy as np

BLOCK = 512  # runs per generator: large enough for NumPy to be quick, small enough for the cache
CACHED = 32  # blocks of draws that are kept; those of a tie take half a megabyte


def generator(seed: int, block: int, name: str) -> np.random.Generator:
    """The generator of one stream of draws for one block of runs.

    Args:
        seed: Whole number, 0 or more.
        block: Number of the block of runs, 0 for runs 0 to 511.
        name: A tie's id or the name of a stream.

    Raises:
        ValueError: `seed` is negative or not a whole number.

    Example:
        >>> first, again = (generator(1, 0, "kin-1").random() for _ in range(2))
        >>> first == again
        True
    """
    if isinstance(seed, bool) or not isinstance(seed, (int, np.integer)) or seed < 0:
        raise ValueError(f"seed is {seed!r}: give a whole number, 0 or more")
    key = np.random.SeedSequence([int(seed), block, crc32(name.encode())])
    return np.random.Generator(np.random.PCG64(key))


@lru_cache(maxsize=CACHED, typed=True)
def _block(seed: int, block: int, name: str, shape: tuple[int, ...]) -> np.ndarray:
    draws = generator(seed, block, name).random((*shape, BLOCK))
    draws.flags.writeable = False
    return draws


def stream(seed: int, block: int, name: str, shape: tuple[int, ...], blocks: int = 1) -> np.ndarray:
    """Uniform draws on [0, 1) of one stream, shape (*shape, 512 x blocks); not to be written to.

    Args:
        seed: Whole number, 0 or more.
        block: Number of the first block of runs.
        name: A tie's id or the name of a stream.
        shape: Of the draws in each run.
        blocks: How many blocks of runs, side by side in the last axis.
    """
    parts = [_block(seed, block + number, name, shape) for number in range(blocks)]
    return parts[0] if blocks == 1 else np.concatenate(parts, axis=-1)
