"""Luck is the same for the same seed, run, quarter and name, and otherwise unrelated."""

import numpy as np
import pytest
from leverplug.model import draws
from uniforms import uniforms


def test_equal_keys_give_equal_draws():
    first, again = (uniforms(3, 1, ("kin-1", "fair-1"), (4, 2)) for _ in range(2))
    assert np.array_equal(first, again)
    assert first.shape == (2, 4, 2, draws.BLOCK)


def test_a_name_keeps_its_draws_whoever_stands_beside_it():
    alone = uniforms(3, 0, ("kin-1",), (40, 3))[0]
    among = uniforms(3, 0, ("a", "kin-1", "z"), (40, 3))[1]
    assert np.array_equal(alone, among)


@pytest.mark.parametrize("other", [(4, 0, "kin-1"), (3, 1, "kin-1"), (3, 0, "kin-2")])
def test_another_seed_block_or_name_gives_other_draws(other):
    seed, block, name = other
    mine = uniforms(3, 0, ("kin-1",), (40, 3)).ravel()
    theirs = uniforms(seed, block, (name,), (40, 3)).ravel()
    assert not np.array_equal(mine, theirs)
    # 61,440 pairs: a correlation of independent draws stays within 4 / sqrt(61,440) = 0.016
    assert abs(np.corrcoef(mine, theirs)[0, 1]) < 0.016


def test_draws_are_uniform():
    drawn = uniforms(1, 0, ("kin-1", "fair-1"), (40, 3)).ravel()
    assert drawn.min() >= 0
    assert drawn.max() < 1
    # Kolmogorov-Smirnov by hand: the distance from the diagonal, against its 0.1 % value
    ordered = np.sort(drawn)
    steps = np.arange(1, ordered.size + 1) / ordered.size
    assert np.abs(ordered - steps).max() < 1.95 / np.sqrt(ordered.size)


@pytest.mark.parametrize("seed", [-1, 1.5, "1", None, True])
def test_a_seed_that_is_no_whole_number_is_refused(seed):
    with pytest.raises(ValueError, match="give a whole number, 0 or more"):
        draws.generator(seed, 0, "kin-1")


def test_numpy_integers_and_very_large_seeds_serve_too():
    assert draws.generator(np.int64(7), 0, "a").random() == draws.generator(7, 0, "a").random()
    assert 0 <= draws.generator(2**200, 0, "a").random() < 1
