"""Luck that two designs can share: uniform draws keyed by (seed, run, quarter, name).

A name is a tie's id or one of the venture's own streams. Draws come in blocks of runs, each from
its own generator, so that a run's luck depends neither on how many runs are asked for nor on
which other ties the design has.
"""

from __future__ import annotations

from zlib import crc32

import numpy as np

BLOCK = 512  # runs per generator: large enough for NumPy to be quick, small enough for the cache


def generator(seed: int, block: int, name: str) -> np.random.Generator:
    """The generator of one stream of luck for one block of runs.

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


def uniforms(
    seed: int, block: int, names: tuple[str, ...], shape: tuple[int, ...], blocks: int = 1
) -> np.ndarray:
    """Uniform draws on [0, 1) for each name, shape (names, *shape, 512 x blocks).

    Args:
        seed: Whole number, 0 or more.
        block: Number of the first block of runs.
        names: Ids of ties or names of streams.
        shape: Of the draws of each name in each run.
        blocks: How many blocks of runs, side by side in the last axis.
    """
    draws = np.empty((len(names), *shape, blocks, BLOCK))
    for row, name in zip(draws, names, strict=True):
        for number in range(blocks):
            row[..., number, :] = generator(seed, block + number, name).random((*shape, BLOCK))
    return draws.reshape(len(names), *shape, blocks * BLOCK)
