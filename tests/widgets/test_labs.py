"""What all small labs share: settings that last, refusals in words."""

import json
from typing import ClassVar

import ipywidgets
import pytest
from leverplug import ValidationError, widgets
from leverplug.widgets.base.lab import Lab, Picture
from leverplug.widgets.base.result_line import ResultLine
from posters import poster_of


def check_steps(_lab: Lab, steps: list) -> list[int]:
    if max(steps) > 9:
        raise ValidationError("steps", max(steps), "take smaller ones")
    return [int(step) for step in steps]


class Counting(Lab):
    """Keeps steps besides its settings, and a control whose value is not kept."""

    extra: ClassVar = {"steps": check_steps}
    transient = ("passing",)

    def __init__(self) -> None:
        self.steps = [1]
        controls = {name: ipywidgets.IntSlider(2, 0, 20) for name in ("number", "passing")}
        super().__init__(controls, [])

    def refresh(self) -> None:
        self.says = f"{self.settings['number']} and {sum(self.steps)}"


class Doubling(Lab):
    """Doubles a number, and refuses 13."""

    def __init__(self) -> None:
        self.picture = Picture()
        number = ipywidgets.IntSlider(2, 0, 20, description="Number <n>")
        span = ipywidgets.IntRangeSlider(value=(1, 3), min=0, max=9, description="Span")
        super().__init__({"number": number, "span": span}, [self.picture])

    def refresh(self) -> None:
        if self.settings["number"] == 13:
            raise ValidationError("number", 13, "choose another")
        self.picture.value = f"<b>{2 * self.settings['number']}</b>"
        self.says = f"Twice {self.settings['number']}"


def test_moving_a_control_renews_the_picture_the_words_and_what_is_kept():
    lab = Doubling()
    lab.controls["number"].value = 4
    assert lab.picture.value == "<b>8</b>"
    assert lab.says == "Twice 4"
    assert json.loads(lab.live_state) == {"number": 4, "span": [1, 3]}


def test_what_was_kept_is_shown_again():
    lab = Doubling()
    lab.live_state = '{"number": 7, "span": [2, 5]}'
    assert lab.settings == {"number": 7, "span": (2, 5)}
    assert lab.picture.value == "<b>14</b>"


@pytest.mark.parametrize("damaged", ["{", '{"number": 700}', '{"other": 1}', "[1]", "7", "null"])
def test_damaged_keepings_are_refused_and_leave_the_lab_as_it_was(damaged: str):
    lab = Doubling()
    lab.set(number=5)
    with pytest.raises(ValidationError, match="cannot be read"):
        lab.live_state = damaged
    assert lab.settings["number"] == 5
    assert json.loads(lab.live_state)["number"] == 5


def test_extra_state_is_kept_with_the_settings_and_shown_again():
    lab = Counting()
    assert lab.live_state == '{"settings":{"number":2},"steps":[1]}'
    lab.live_state = '{"settings":{"number":7},"steps":[4,5]}'
    assert lab.says == "7 and 9"
    assert lab.settings == {"number": 7, "passing": 2}


@pytest.mark.parametrize("damaged", [
    '{"settings":{"number":7},"steps":[10]}', '{"settings":{"number":7},"steps":["x"]}',
    '{"settings":{"number":70},"steps":[5]}', '{"settings":[7],"steps":[5]}',
    '{"settings":{"number":7}}', '{"steps":[5]}',
])  # fmt: skip
def test_damaged_extra_state_changes_neither_settings_nor_itself(damaged: str):
    lab = Counting()
    lab.set(number=5)
    with pytest.raises(ValidationError, match="cannot be read"):
        lab.live_state = damaged
    assert (lab.says, lab.steps) == ("5 and 1", [1])
    assert lab.live_state == '{"settings":{"number":5},"steps":[1]}'


def test_a_refusal_is_told_and_leaves_the_picture():
    lab = Doubling()
    lab.set(number=13)
    assert lab.line.refused == "number is 13: choose another"
    assert lab.picture.value == "<b>4</b>"
    lab.set(number=3)
    assert lab.line.refused == ""


@pytest.mark.parametrize(
    ("settings", "field"), [({"number": 99}, "number"), ({"colour": 1}, "setting")]
)
def test_a_setting_that_does_not_exist_is_refused_and_nothing_moves(settings: dict, field: str):
    lab = Doubling()
    with pytest.raises(ValidationError) as refused:
        lab.set(span=(0, 9), **settings)
    assert refused.value.field == field
    assert lab.settings == {"number": 2, "span": (1, 3)}


def test_the_poster_says_settings_and_result_and_escapes_them():
    poster = poster_of(Doubling())
    assert "Number &lt;n&gt;" in poster
    assert "1 to 3" in poster
    assert "<b>4</b>" in poster
    assert "Twice 2" in poster


def test_an_unknown_lab_is_named_with_those_there_are():
    with pytest.raises(AttributeError, match="has no 'Nothing': choose one of"):
        widgets.Nothing  # noqa: B018


@pytest.mark.browser
def test_the_page_speaks_the_result_and_the_refusal(mount):
    page = mount(lambda: ResultLine(says="Of 100 lives, 7 < 8 end abroad."))
    said = page.page.get_by_role("status")
    assert said.inner_text() == "Of 100 lives, 7 < 8 end abroad."
    assert said.get_attribute("aria-live") == "polite"
    assert page.page.get_by_role("alert").count() == 0
    page.widget.says, page.widget.refused = "<b>8</b>", "effort is 2: give less"
    page.push()
    assert said.inner_text() == "<b>8</b>"
    assert page.page.get_by_role("alert").inner_text() == "effort is 2: give less"
    assert page.errors == []
