"""Settings of nbgrader for this course; copied as it is into the course folder."""

from assignments.engine.literal import take_names_literally
from nbconvert.preprocessors import CSSHTMLHeaderPreprocessor
from nbconvert.preprocessors.sanitize import SanitizeHTML
from nbgrader.converters import Autograde
from nbgrader.preprocessors import GetGrades

take_names_literally()  # for nbgrader's own commands and the formgrader as well

c = get_config()  # type: ignore[name-defined]  # noqa: F821 (nbgrader gives it)

c.CourseDirectory.course_id = "levers_and_plugs"
# Students with code that is slow in itself need no more than a few seconds.
c.Execute.timeout = 60
c.Execute.iopub_timeout = 30
c.ClearSolutions.code_stub = {"python": "# YOUR CODE HERE"}
c.ClearSolutions.text_stub = "YOUR ANSWER HERE"
c.LimitOutput.max_lines = 500
c.LimitOutput.max_traceback = 40
# What students wrote is read by those who mark it and in the feedback: never as scripts. So
# it is cleaned once it is marked, and again when it is shown.
c.SanitizeHTML.enabled = True
c.Autograde.autograde_preprocessors = [
    *Autograde.autograde_preprocessors.default_args[0],
    SanitizeHTML,
]
c.GenerateFeedback.preprocessors = [GetGrades, SanitizeHTML, CSSHTMLHeaderPreprocessor]
