"""Pinned designs: pin the present one, compare it with another, go back to that, drop it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import ipywidgets

from leverplug import record
from leverplug.venture import ValidationError, Venture
from leverplug.widgets.base.inputs import button

MOST_PINS = 6
_ROW = {"flex_flow": "row wrap", "align_items": "center", "grid_gap": "4px"}
_LONGEST = "min(376px, 100% - 4px)"  # of the list, with the longest name that it offers at first
NOTHING, WITHOUT = "nothing", "the same without the chosen tie"


class Pins(ipywidgets.HBox):
    """Buttons to pin the present design and a list of what to compare it with.

    Args:
        changed: Called when what is compared changes.
        go_back: Called with a pinned design that is to be loaded again.
    """

    def __init__(self, changed: Callable[[], None], go_back: Callable[[Venture], None]) -> None:
        self.designs: dict[str, Venture] = {}
        self.present: Venture = Venture()
        self._changed = changed
        self.choice = ipywidgets.Dropdown(
            options=[NOTHING, WITHOUT], description="Compare with",
            style={"description_width": "initial"}, layout={"width": "auto", "min_width": _LONGEST},
        )  # fmt: skip
        pin = button("Pin this design", lambda: self.pin(self.present))
        back = button("Go back to it", lambda: go_back(self.chosen or self.present))
        drop = button("Drop", self.drop)
        self._for_pinned = (back, drop)
        back.disabled = drop.disabled = True
        self.choice.observe(self._update, "value")
        super().__init__([pin, self.choice, *self._for_pinned], layout=_ROW)

    def _update(self, _change: object) -> None:
        for each in self._for_pinned:
            each.disabled = self.chosen is None
        self._changed()

    @property
    def chosen(self) -> Venture | None:
        """The pinned design that is compared, None if there is none."""
        return self.designs.get(self.choice.value)

    def pin(self, venture: Venture) -> str:
        """Keep a design under the next free letter and compare with it.

        Returns:
            What it is called from now on.

        Raises:
            ValidationError: There is no letter left.
        """
        title = _free_title(self.designs, venture)
        self._offer({**self.designs, title: venture}, title)
        return title

    def drop(self) -> None:
        """Remove the pinned design that is compared."""
        others = {title: v for title, v in self.designs.items() if title != self.choice.value}
        if len(others) < len(self.designs):
            self._offer(others, NOTHING)

    def codes(self) -> list[str]:
        """The pinned designs as codes."""
        return [record.code(venture) for venture in self.designs.values()]

    def replace(self, ventures: Sequence[Venture]) -> None:
        """Pin other designs, at most `MOST_PINS`, and compare with nothing."""
        designs: dict[str, Venture] = {}
        for venture in ventures[:MOST_PINS]:
            designs[_free_title(designs, venture)] = venture
        self._offer(designs, NOTHING)

    def _offer(self, designs: dict[str, Venture], title: str) -> None:
        self.designs = designs
        self.choice.options = [NOTHING, WITHOUT, *designs]
        self.choice.value = title


def _free_title(designs: Mapping[str, Venture], venture: Venture) -> str:
    """Title of a design under the first letter that no other has."""
    letters = {title[: len("design A")] for title in designs}
    for letter in "ABCDEF":
        if f"design {letter}" not in letters:
            return f"design {letter}" + (f": {venture.name}" if venture.name else "")
    raise ValidationError("pinned designs", len(designs), "drop one of them first")
