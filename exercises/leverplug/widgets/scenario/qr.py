"""QR codes as the outline of their dark squares."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def outline(text: str) -> tuple[int, str]:
    """Size and SVG path of the QR code of a text, in modules, without the quiet zone.

    The level of error correction is the highest that costs no larger code.

    Args:
        text: What is read from it.
    """
    import segno  # late: in a page it is fetched when the first code is drawn

    matrix = segno.make_qr(text, error="l").matrix
    return len(matrix), path(matrix)


def path(matrix: Iterable[Sequence[int]]) -> str:
    """The path of the dark modules of a code, a piece for each run of them in a row.

    Example:
        >>> path([[1, 1, 0], [0, 0, 1]])
        'M0 0h2v1h-2zM2 1h1v1h-1z'
    """
    pieces = []
    for y, row in enumerate(matrix):
        x = 0
        while x < len(row):
            if not row[x]:
                x += 1
                continue
            start = x
            while x < len(row) and row[x]:
                x += 1
            pieces.append(f"M{start} {y}h{x - start}v1h{start - x}z")
    return "".join(pieces)
