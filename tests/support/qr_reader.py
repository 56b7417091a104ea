"""Reads a flawless QR code of bytes, as ISO/IEC 18004 sets it out: what a phone would read.

Sizes of blocks and places of patterns are the standard's tables, as segno carries them.
"""

import re

from segno import consts

MASKS = [
    lambda i, j: (i + j) % 2 == 0,
    lambda i, _j: i % 2 == 0,
    lambda _i, j: j % 3 == 0,
    lambda i, j: (i + j) % 3 == 0,
    lambda i, j: (i // 2 + j // 3) % 2 == 0,
    lambda i, j: i * j % 2 + i * j % 3 == 0,
    lambda i, j: (i * j % 2 + i * j % 3) % 2 == 0,
    lambda i, j: ((i + j) % 2 + i * j % 3) % 2 == 0,
]
FORMAT_MASK = 0b101010000010010
# What the two bits of the level stand for, in the words of the standard.
LEVELS = {1: "L", 0: "M", 3: "Q", 2: "H"}


def matrix_of(size: int, path: str) -> list[list[int]]:
    """Rows of 0 and 1 from an outline, a piece `Mx yhNv1h-Nz` for each run of dark modules."""
    rows = [[0] * size for _ in range(size)]
    for x, y, width in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", path):
        for column in range(int(x), int(x) + int(width)):
            rows[int(y)][column] = 1
    return rows


def read(matrix: list[list[int]]) -> str:
    """The text in a code, which must be in one piece of bytes."""
    size = len(matrix)
    version = (size - 17) // 4
    # The format stands beside the upper left square: level, mask, and a check of both.
    places = [(8, j) for j in (0, 1, 2, 3, 4, 5, 7, 8)] + [(i, 8) for i in (7, 5, 4, 3, 2, 1, 0)]
    form = int("".join(str(matrix[i][j]) for i, j in places), 2) ^ FORMAT_MASK
    level, mask = LEVELS[form >> 13], MASKS[form >> 10 & 7]
    bits = [matrix[i][j] ^ mask(i, j) for i, j in _way(size, _reserved(size, version))]
    words = [int("".join(map(str, bits[at : at + 8])), 2) for at in range(0, len(bits) - 7, 8)]
    data = "".join(f"{word:08b}" for word in _data_words(words, version, level))
    assert data[:4] == "0100", "not a code of bytes"
    head = 4 + (8 if version < 10 else 16)
    count = int(data[4:head], 2)
    content = [int(data[head + 8 * n : head + 8 * n + 8], 2) for n in range(count)]
    return bytes(content).decode()


def _reserved(size: int, version: int) -> set[tuple[int, int]]:
    """Modules that hold no data."""
    found = {(6, n) for n in range(size)} | {(n, 6) for n in range(size)}
    for top, left in ((0, 0), (0, size - 8), (size - 8, 0)):  # the squares, their rims, the format
        rows, columns = (9 if top == 0 else 8), (9 if left == 0 else 8)
        found |= {(top + i, left + j) for i in range(rows) for j in range(columns)}
    middles = consts.ALIGNMENT_POS[version - 2] if version > 1 else ()
    corners = {(6, 6), (6, size - 7), (size - 7, 6)}
    for middle in {(i, j) for i in middles for j in middles} - corners:
        found |= {(middle[0] + i, middle[1] + j) for i in range(-2, 3) for j in range(-2, 3)}
    if version >= 7:  # the version, twice
        found |= {(i, size - 11 + j) for i in range(6) for j in range(3)}
        found |= {(size - 11 + j, i) for i in range(6) for j in range(3)}
    return found


def _way(size: int, reserved: set[tuple[int, int]]):
    """Modules with data in their order: pairs of columns from the right, up and down in turn."""
    columns = [*range(size - 1, 6, -2), *range(5, 0, -2)]
    for turn, right in enumerate(columns):
        rows = range(size) if turn % 2 else range(size - 1, -1, -1)
        yield from ((i, j) for i in rows for j in (right, right - 1) if (i, j) not in reserved)


def _data_words(words: list[int], version: int, level: str) -> list[int]:
    """The words of all blocks one after the other; in the code they take turns."""
    number = {"L": consts.ERROR_LEVEL_L, "M": consts.ERROR_LEVEL_M, "Q": consts.ERROR_LEVEL_Q,
              "H": consts.ERROR_LEVEL_H}[level]  # fmt: skip
    sizes = [e.num_data for e in consts.ECC[version][number] for _ in range(e.num_blocks)]
    blocks: list[list[int]] = [[] for _ in sizes]
    rest = iter(words)
    for place in range(max(sizes)):
        for block, size in zip(blocks, sizes, strict=True):
            if place < size:
                block.append(next(rest))
    return [word for block in blocks for word in block]
