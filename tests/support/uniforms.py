"""The model's random draws as tests look at them."""

import numpy as np
from leverplug.model.draws import stream


def uniforms(seed, block, names, shape) -> np.ndarray:
    """The draws of several streams as one array, shape (names, *shape, 512)."""
    return np.array([stream(seed, block, name, shape) for name in names])
