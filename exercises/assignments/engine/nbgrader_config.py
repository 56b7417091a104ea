"""Settings of nbgrader for this course; copied as it is into the course folder."""

from importlib.resources import files

from assignments.engine.literal import take_names_literally
from nbgrader.converters import Autograde
from nbgrader.server_extensions.formgrader import handlers

take_names_literally()  # for nbgrader's own commands and the formgrader as well

c = get_config()  # type: ignore[name-defined]  # noqa: F821 (nbgrader gives it)

_FEEDBACK = "assignments.engine.feedback"

c.CourseDirectory.course_id = "levers_and_plugs"
# Students with code that is slow in itself need no more than a few seconds.
c.Execute.timeout = 60
c.Execute.iopub_timeout = 30
c.ClearSolutions.code_stub = {"python": "# YOUR CODE HERE"}
c.ClearSolutions.text_stub = "YOUR ANSWER HERE"
c.LimitOutput.max_lines = 500
c.LimitOutput.max_traceback = 40
# What students wrote is kept as they wrote it. Whatever shows it, this course's feedback and the
# formgrader, cleans it and runs nothing of it; outputs are cleaned once they are marked, too.
c.Autograde.autograde_preprocessors = [
    *Autograde.autograde_preprocessors.default_args[0],
    f"{_FEEDBACK}.CleanOutputs",
]
c.GenerateFeedback.exporter_class = f"{_FEEDBACK}.FeedbackPage"
c.HTMLExporter.preprocessors = [f"{_FEEDBACK}.CleanOutputs"]
c.HTMLExporter.optimistic_validation = True  # of the notebook as it is once it is cleaned
c.HTMLExporter.sanitize_html = True
c.HTMLExporter.filters = {
    "clean_html": f"{_FEEDBACK}.sanitiser.clean_html",
    "highlight_code": f"{_FEEDBACK}.filters.highlight_code",
    "markdown2html": f"{_FEEDBACK}.filters.markdown2html",
}
# The formgrader's page with a policy of what it may run, and without another host's MathJax.
c.HTMLExporter.extra_template_basedirs = [
    str(files("assignments.engine") / "feedback" / "templates"),
    handlers.template_path,
]
