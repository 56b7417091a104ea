"""What an author or instructor can mend: said in one line, without a traceback."""


class SourceError(ValueError):
    """A source that cannot be used: in which file and cell, what is wrong, what to do."""

    def __init__(self, file: str, cell: str, wrong: str, remedy: str) -> None:
        super().__init__(f"{file}, {cell}: {wrong}; {remedy}")
        self.file, self.cell, self.wrong, self.remedy = file, cell, wrong, remedy


class CourseError(RuntimeError):
    """nbgrader refused to do something; the message holds its own words."""


class NoSandboxError(CourseError):
    """There is nowhere to run submissions; the message says how to get a sandbox."""


class Refusal(ValueError):
    """A submission that cannot be marked, and why."""
