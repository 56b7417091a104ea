"""Settings of nbgrader for this course; copied as it is into the course folder."""

c = get_config()  # noqa: F821 (nbgrader gives it)

c.CourseDirectory.course_id = "levers_and_plugs"
# Students with code that is slow in itself need no more than a few seconds.
c.Execute.timeout = 60
c.Execute.iopub_timeout = 30
c.ClearSolutions.code_stub = {"python": "# YOUR CODE HERE"}
c.ClearSolutions.text_stub = "YOUR ANSWER HERE"
c.LimitOutput.max_lines = 500
c.LimitOutput.max_traceback = 40
# What students wrote is shown to whoever reads the feedback: never as scripts.
c.HTMLExporter.sanitize_html = True
# No picture, script or style from another host.
c.HTMLExporter.mathjax_url = ""
c.HTMLExporter.require_js_url = ""
c.HTMLExporter.jquery_url = ""
