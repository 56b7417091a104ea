"""From one source per assignment to notebooks, a course for nbgrader, and marks.

`python -m assignments.engine` has the commands. Everything about marking is nbgrader's own; this
adds the short form of the sources, checks of them, and a marker that no submission can stop.
"""
