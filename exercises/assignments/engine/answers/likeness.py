"""How alike answers are: shared sequences of three words, so that near copies stand together.

Likeness is the share of the sequences of both texts that both have (Broder 1997: resemblance of
shingled documents). What the question itself says does not count. Sequences that few answers have
are counted pair by pair, the others by a product of matrices: a second for 1,000 answers of 200
words, where comparing half a million pairs letter by letter takes hours.

Reference: A. Z. Broder, "On the resemblance and containment of documents", Compression and
Complexity of Sequences 1997, pp. 21-29.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

ALIKE = 0.5  # likeness from which answers stand together
_LENGTH = 3  # words of a sequence
_FEW = 32  # texts with a sequence, up to which its pairs of texts are counted one by one
_CHUNK = 4096  # sequences compared at a time, which bounds the memory
_WORD = re.compile(r"\w+")


class Twin(NamedTuple):
    """The most similar other text: its place and the likeness, from 0 to 1."""

    place: int
    likeness: float


class Order(NamedTuple):
    """Places of texts with those that are alike side by side, and each text's twin, if any."""

    places: list[int]
    twins: dict[int, Twin]


def sequences(text: str) -> frozenset[tuple[str, ...]]:
    """All sequences of three words of a text; of a shorter one, its words.

    Example:
        >>> sorted(sequences("Ties are levers, often."))
        [('are', 'levers', 'often'), ('ties', 'are', 'levers')]
    """
    words = _WORD.findall(text.casefold())
    if len(words) < _LENGTH:
        return frozenset({tuple(words)} if words else ())
    return frozenset(tuple(words[n : n + _LENGTH]) for n in range(len(words) - _LENGTH + 1))


def likeness(texts: Sequence[str], question: str = "") -> NDArray[np.float32]:
    """Likeness of each text to each other, from 0 to 1.

    Args:
        texts: N answers.
        question: Text whose sequences do not count.

    Returns:
        Array (N, N); 0 where a text has no sequence of its own.
    """
    asked = sequences(question)
    found = [sequences(text) - asked for text in texts]
    sizes = np.array([len(each) for each in found], dtype=np.float32)
    common = _common(found)
    union = sizes[:, None] + sizes[None, :] - common
    alike = np.divide(common, union, out=np.zeros_like(common), where=common > 0)
    alike[np.diag_indices(len(texts))] = sizes > 0
    return alike


def _common(found: list[frozenset[tuple[str, ...]]]) -> NDArray[np.float32]:
    """How many sequences each two texts share, (N, N); nothing on the diagonal."""
    numbers: dict[tuple[str, ...], int] = {}
    columns = np.array([numbers.setdefault(s, len(numbers)) for f in found for s in f], dtype=int)
    rows = np.repeat(np.arange(len(found)), [len(f) for f in found])
    by_column = np.argsort(columns, kind="stable")
    columns, rows = columns[by_column], rows[by_column]
    holders = np.bincount(columns, minlength=1)
    rare = holders[columns] <= _FEW
    pairs = _pairs(columns[rare], rows[rare], len(found))
    frequent = np.flatnonzero(holders > _FEW)
    for start in range(0, len(frequent), _CHUNK):
        chunk = frequent[start : start + _CHUNK]
        at = np.searchsorted(chunk, columns)
        here = np.isin(columns, chunk)
        has = np.zeros((len(found), len(chunk)), dtype=np.float32)
        has[rows[here], at[here]] = 1
        pairs += has @ has.T
    np.fill_diagonal(pairs, 0)
    return pairs


def _pairs(columns: NDArray[np.int_], rows: NDArray[np.int_], texts: int) -> NDArray[np.float32]:
    """Shared sequences that few texts have, counted pair by pair: entries in order of columns."""
    counts = np.zeros(texts * texts, dtype=np.int64)
    for step in range(1, _FEW):
        same = columns[step:] == columns[:-step]
        if not same.any():
            break
        first, second = rows[:-step][same], rows[step:][same]
        counts += np.bincount(first * texts + second, minlength=texts * texts)
    matrix = counts.reshape(texts, texts)
    return (matrix + matrix.T).astype(np.float32)


def order(texts: Sequence[str], question: str = "", alike: float = ALIKE) -> Order:
    """Texts in their order, but each followed by those that are like it, the most similar first.

    Args:
        texts: N answers.
        question: Text whose sequences do not count.
        alike: Likeness from which two stand together.
    """
    matrix = likeness(texts, question)
    np.fill_diagonal(matrix, 0)
    twins = {
        n: Twin(int(row.argmax()), float(row.max()))
        for n, row in enumerate(matrix)
        if len(row) and row.max() >= alike
    }
    return Order(_grouped(matrix, alike), twins)


def _grouped(matrix: NDArray[np.float32], alike: float) -> list[int]:
    left, places = dict.fromkeys(range(len(matrix))), list[int]()
    while left:
        current: int | None = next(iter(left))
        closest = np.zeros(len(matrix), dtype=np.float32)  # to any text of the group
        while current is not None:
            del left[current]
            places.append(current)
            row = matrix[current]
            closest = np.maximum(closest, row)
            near = [int(n) for n in np.flatnonzero(closest >= alike) if n in left]
            current = max(near, key=lambda n: (row[n], closest[n]), default=None)
    return places
