"""Which labels of a drawn chart lie on a line or on one another."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple

# Of the size of the letters: how wide they are, what is above and below the line they stand on,
# and how far below a text's own place that line is; of several lines, the share that is above it.
_WIDTHS = {letter: wide for letters, wide in (
    ("ijl.,:;'|!", 0.25), ("frt() -", 0.32), ("mwMW%", 0.86), ("ABCDEFGHJKLNOPQRSTUVXYZ", 0.68),
) for letter in letters}  # fmt: skip
_WIDTH, _BOLD, _ABOVE, _BELOW = 0.55, 1.06, 0.72, 0.18  # of any other letter; times that, if bold
_FEET = {"alphabetic": (0.0, 0.0), "middle": (0.3, 0.5), "top": (0.79, 0.0), "bottom": (-0.21, 1.0)}
_ALIGNED = {"left": 0.0, "center": 0.5, "right": 1.0}  # share of the width left of its place
Box = tuple[float, float, float, float]  # left, top, right, bottom
Segment = tuple[float, float, float, float]  # x, y of its ends


class Label(NamedTuple):
    """Words in a picture, their box in px, and whether they have a ground of their own."""

    words: str
    box: Box
    haloed: bool


def label_faults(spec: dict[str, Any]) -> list[str]:
    """Labels that a line of data or a rule goes through, and labels that cover one another.

    Words that stand on a ground of their own may interrupt a straight rule, such as the one at
    zero; a line of data they may not.

    Args:
        spec: Vega-Lite, with its data inside.
    """
    import vl_convert

    root = vl_convert.vegalite_to_scenegraph(spec)["scenegraph"]
    texts, curves, rules, discs = [], [], [], []
    for kind, role, items, origin in _marks(root, (0.0, 0.0)):
        if kind == "text":
            texts += [_label(item, origin) for item in items if item.get("opacity", 1)]
        elif role not in ("mark", "axis-domain"):
            continue
        elif kind in ("line", "trail"):
            points = [(item["x"], item["y"]) for item in items]
            curves += [_moved((*a, *b), origin) for a, b in pairwise(points)]
        elif kind == "symbol":
            discs += [
                (item["x"] + origin[0], item["y"] + origin[1], item["size"]) for item in items
            ]
        elif kind == "rule":
            axis = role == "axis-domain"  # a line that no ground interrupts, for it is on top
            (curves if axis else rules).extend(_moved(_rule(item), origin) for item in items)
    labels = [one._replace(haloed=one.haloed or _on_disc(one, discs)) for one in _merged(texts)]
    found = [f"“{one.words}” on a line" for one in labels if _crossed(one, curves)]
    found += [
        f"“{one.words}” on a rule" for one in labels if not one.haloed and _crossed(one, rules)
    ]
    for place, one in enumerate(labels):
        found += [
            f"“{one.words}” on “{other.words}”"
            for other in labels[place + 1 :] if _overlap(one.box, other.box)
        ]  # fmt: skip
    return found


def _marks(
    node: dict[str, Any], origin: tuple[float, float]
) -> Iterator[tuple[str, str, list[dict[str, Any]], tuple[float, float]]]:
    if node["marktype"] != "group":
        yield node["marktype"], node.get("role", ""), node.get("items", []), origin
        return
    for item in node.get("items", []):
        inner = origin[0] + item.get("x", 0), origin[1] + item.get("y", 0)
        for part in item.get("items", []):
            yield from _marks(part, inner)


def _rule(item: dict[str, Any]) -> Segment:
    x, y = item.get("x", 0), item.get("y", 0)
    return x, y, item.get("x2", x), item.get("y2", y)


def _moved(segment: Segment, origin: tuple[float, float]) -> Segment:
    return (
        segment[0] + origin[0], segment[1] + origin[1],
        segment[2] + origin[0], segment[3] + origin[1],
    )  # fmt: skip


def _label(item: dict[str, Any], origin: tuple[float, float]) -> Label:
    words = item.get("text", "")
    lines = [str(line) for line in words] if isinstance(words, list) else [str(words)]
    size = item.get("fontSize", 11)
    bold = _BOLD if item.get("fontWeight") in (600, 700, "bold") else 1.0
    wide = size * bold * max(sum(_WIDTHS.get(a, _WIDTH) for a in line) for line in lines)
    x = origin[0] + item.get("x", 0) + item.get("dx", 0)
    y = origin[1] + item.get("y", 0) + item.get("dy", 0)
    left = x - wide * _ALIGNED[item.get("align", "left")]
    more = (len(lines) - 1) * item.get("lineHeight", size + 2)  # px of further lines
    feet, lifted = _FEET[item.get("baseline", "alphabetic").removeprefix("line-")]
    foot = y + size * feet - lifted * more
    below = foot + more
    box = left, foot - _ABOVE * size, left + wide, below + _BELOW * size
    return Label(" ".join(lines), box, bool(item.get("stroke")))


def _merged(labels: list[Label]) -> list[Label]:
    """Each label once: its ground is drawn as the same words below it."""
    kept: list[Label] = []
    for one in labels:
        twin = next((k for k in kept if k.words == one.words and _near(k.box, one.box)), None)
        if twin is None:
            kept.append(one)
        elif one.haloed:
            kept[kept.index(twin)] = one
    return [one for one in kept if one.words.strip()]


def _near(one: Box, other: Box) -> bool:
    return all(abs(a - b) < 1 for a, b in zip(one, other, strict=True))


def _on_disc(label: Label, discs: list[tuple[float, float, float]]) -> bool:
    """Whether the words stand on a mark, which then is their ground."""
    left, top, right, bottom = label.box
    return any(
        left > x - size**0.5 / 1.7 and right < x + size**0.5 / 1.7 and top < y < bottom
        for x, y, size in discs
    )


def _crossed(label: Label, segments: list[Segment]) -> bool:
    return any(_crosses(segment, label.box) for segment in segments)


def _crosses(segment: Segment, box: Box) -> bool:
    """Whether a part of a segment lies in a box (Liang and Barsky's clipping)."""
    x, y, x2, y2 = segment
    left, top, right, bottom = box
    if left >= right or top >= bottom:
        return False
    first, last = 0.0, 1.0
    for change, room in (
        (x - x2, x - left), (x2 - x, right - x), (y - y2, y - top), (y2 - y, bottom - y)
    ):  # fmt: skip
        if change == 0:
            if room < 0:
                return False
        elif change < 0:
            first = max(first, room / change)
        else:
            last = min(last, room / change)
    return first < last or (segment[:2] == segment[2:] and first <= last)


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
