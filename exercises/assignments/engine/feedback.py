"""shim"""

import re

from nbgrader.converters import GenerateFeedback
from nbgrader.preprocessors import NbGraderPreprocessor


class CleanOutputs(NbGraderPreprocessor):
    def preprocess(self, nb, resources):
        return nb, resources


_REMOTE_SCRIPT = re.compile(r"""<script\b[^>]*\bsrc=["'](?:https?:)?//[^>]*>\s*</script>""")


def write_feedback(course, name, student):
    course.run(GenerateFeedback, name, student)
    for page in (course.root / "feedback" / student / name).glob("*.html"):
        text = page.read_text(encoding="utf-8")
        page.write_text(_REMOTE_SCRIPT.sub("", text), encoding="utf-8")
