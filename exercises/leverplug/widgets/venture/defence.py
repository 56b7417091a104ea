"""Three questions on the design in a lab, and, folded away, what good answers name."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

import ipywidgets

from leverplug.explain.defence import Question, defence_questions
from leverplug.record import scenario as scenarios
from leverplug.record.scenario import Scenario
from leverplug.venture import ValidationError, Venture
from leverplug.widgets.base.inputs import button
from leverplug.widgets.base.result_line import ResultLine
from leverplug.widgets.venture.hand_in import HandIn
from leverplug.widgets.venture.venture_lab import VentureLab

_LEFT = {"align_items": "stretch"}
_BUTTON = {"width": "auto", "align_self": "flex-start"}
_ANSWER = "What a good answer names"
_MOVED = "The design, its luck or the run shown alone has changed since: ask again about it."

_HIDDEN = (
    "Keep a prediction in the lab first: until then its result is hidden, and these questions "
    "would give it away."
)
Asked = tuple[Venture, int, int, Scenario | None]


class DefenceQuestions(ipywidgets.VBox):
    """A button, and below it three questions on a lab's design, each with its answer folded.

    Working them out runs the model some twenty times, so it waits to be asked. Questions stay
    where they are when the design changes, with a line that says so: an oral goes on meanwhile.

    Args:
        lab: The lab whose design, luck and run are asked about.
        form: Where the learner says how many of 100 runs are expected to be born global.

    Example:
        >>> asked = DefenceQuestions(VentureLab(runs=50))
        >>> asked.ask(runs=50)
        >>> asked.text.value.count("<details>")
        3
    """

    def __init__(self, lab: VentureLab, form: HandIn | None = None) -> None:
        self.lab, self.form = lab, form
        self._asked: Asked | None = None
        self.line, self.text = ResultLine(), ipywidgets.HTML()
        self.button = button("Ask me three questions about this design", self.ask)
        self.button.layout = _BUTTON
        super().__init__([self.button, self.line, self.text], layout=_LEFT)
        lab.observe(self._look_again, "live_state")

    def ask(self, runs: int = 500) -> None:
        """Work out the questions on the design as it is now, and show them.

        Args:
            runs: How many runs differences are judged by.
        """
        if self.lab.play.hidden:
            self.line.refused = _HIDDEN
            return
        venture, seed, run, asked = now = self._now()
        expected = self.form.expected if self.form else None
        if asked is None or not asked.question:  # else it may be about something else
            expected = self.lab.scenario_answers.get("prediction", expected)
        shocks = scenarios.shocks(asked, venture) if asked else ()
        budget = 1.0 if asked is None or asked.budget is None else asked.budget
        try:
            questions = defence_questions(
                venture, seed, run, runs, shocks, expected=expected, budget=budget
            )
        except ValidationError as error:
            self.line.refused = str(error)
            return
        self._asked, self.line.refused = now, ""
        self.text.value = questions_html(questions)
        self._say()

    def _now(self) -> Asked:
        settings = self.lab.settings
        return self.lab.venture, settings["luck"], settings["run"] - 1, self.lab.scenario

    def _look_again(self, _change: object) -> None:
        if self._asked is not None:
            self._say()

    def _say(self) -> None:
        assert self._asked is not None
        if self._asked != self._now():
            self.line.says = _MOVED
            return
        venture, seed, run, _ = self._asked
        name = f"“{venture.name}”" if venture.name else "your design"
        self.line.says = (
            f"Three questions on {name}, luck {seed}, run {run + 1}. Answer aloud or in writing "
            f"before you unfold what a good answer names."
        )


def questions_html(questions: Iterable[Question]) -> str:
    """Questions as a numbered list in HTML, what a good answer names folded under each.

    Learners' labels in them are escaped.

    Args:
        questions: As `explain.defence_questions` gives them.

    Example:
        >>> print(questions_html([Question("luck", "Why <b>?", ("Luck.",), {})]))
        <ol><li><p>Why &lt;b&gt;?</p><details><summary>What a good answer names</summary>\
<ul><li>Luck.</li></ul></details></li></ol>
    """
    return f"<ol>{''.join(map(_item, questions))}</ol>"


def _item(question: Question) -> str:
    named = "".join(f"<li>{escape(words)}</li>" for words in question.names)
    return (
        f"<li><p>{escape(question.text)}</p>"
        f"<details><summary>{_ANSWER}</summary><ul>{named}</ul></details></li>"
    )
