"""The debrief board: what a class handed in goes into the page's Python, and nowhere else."""

from __future__ import annotations

import base64
import binascii
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from leverplug.charts.look import COLOURS, css, variable
from leverplug.debrief import board, results
from leverplug.debrief.archives import File
from leverplug.debrief.groups import Group, groups_of
from leverplug.debrief.intake import PASTED, Intake, Reading
from leverplug.debrief.pictures import one, records
from leverplug.debrief.report import details, report
from leverplug.debrief.sample import made_up_class
from leverplug.debrief.table import table
from leverplug.debrief.view import View
from leverplug.widgets.base import esm
from leverplug.widgets.base.poster import reserve_height

_HERE = Path(__file__).parent
_TURN = 0.4  # seconds of work after which the page is heard again
# px of the live form, in a column of at most so many px
_HEIGHTS = {9999: 350, 620: 370, 560: 430, 400: 502, 340: 521}
_COMES = "The board stands here once Python has started."


def _style() -> str:
    dark = ";".join(f"{variable(name)}:{colour.dark}" for name, colour in COLOURS.items())
    sheets = (board.STYLE, _HERE / "board.css")
    shared = "".join(sheet.read_text(encoding="utf-8") for sheet in sheets)
    return f'{css(".lpd-board")}@media screen{{.lpd-board[data-lp-theme="dark"]{{{dark}}}}}{shared}'


class DebriefBoard(anywidget.AnyWidget):
    """A class at once: files and texts in, sections of the board out, one after the other.

    The page sends a file or a text at a time and then asks for one turn of work after the other,
    so that it stays able to answer in between.

    Args:
        runs: Draws of the common luck.

    Example:
        >>> page = DebriefBoard(runs=20)
        >>> page.add_text("Ana: not a code")
        >>> page.finish()
        >>> page.says
        'No record was read. 1 file or text could not be read.'
    """

    _esm = esm.module(_HERE / "board.js")
    _css = _style()

    names = traitlets.Bool(True, read_only=True).tag(sync=True)
    groups = traitlets.List(traitlets.Dict(), read_only=True).tag(sync=True)
    group = traitlets.Int(0, read_only=True).tag(sync=True)  # number of the one on show
    sections = traitlets.List(traitlets.Dict(), read_only=True).tag(sync=True)
    says = traitlets.Unicode("", read_only=True).tag(sync=True)
    progress = traitlets.Dict(read_only=True).tag(sync=True)  # words, done, of, turn; or nothing
    shown = traitlets.Dict(read_only=True).tag(sync=True)  # a record by itself

    def __init__(self, runs: int = results.RUNS, **traits: Any) -> None:
        self.runs = runs
        self._queue: list[File] = []
        self._begin_again()
        super().__init__(**traits)
        self.on_msg(self._receive)

    def _begin_again(self) -> None:
        self._queue.clear()
        self._pastes = 0
        self._reading = Reading()
        self._taking: Iterator[int] = iter(())
        self._unfinished = False  # whether there is something to be read
        self._intake = Intake(())
        self._groups: tuple[Group, ...] = ()
        self._worked_out: dict[int, results.Results] = {}
        self._work: Iterator[results.Step] = iter(())

    # --- what comes in ------------------------------------------------------------------------

    def add_file(self, name: str, data: bytes, changed: float = 0.0) -> None:
        """Take a file or a zip of files; it is read when the work begins."""
        self._read_next(File(name, data, changed))

    def add_text(self, text: str) -> None:
        """Take a pasted text with hand-in texts, codes or links, each time of other students."""
        self._pastes += 1
        name = PASTED if self._pastes == 1 else f"{PASTED} ({self._pastes})"
        self.add_file(name, text.encode("utf-8", "replace"))

    def add_sample(self) -> None:
        """Take a made-up class in place of what was there."""
        self._begin_again()
        self._read_next(*made_up_class())

    def _read_next(self, *files: File) -> None:
        self._queue += files
        self._unfinished = True
        self._work = self._course()

    def clear(self) -> None:
        """Forget everything that was handed in."""
        self._begin_again()
        with self.hold_sync():
            for name, empty in (("groups", []), ("group", 0), ("sections", []), ("says", ""),
                                ("progress", {}), ("shown", {})):  # fmt: skip
                self.set_trait(name, empty)

    # --- work, a turn at a time -----------------------------------------------------------------

    def _course(self, number: int = 1) -> Iterator[results.Step]:
        """Read what is waiting, then work out a group."""
        for count in self._read():
            yield results.Step("Reading", count, 0)
        self._intake = self._reading.intake()
        self._worked_out.clear()
        self._groups = groups_of(self._intake.entries)
        self._unfinished = False
        self._say_what_was_read()
        if not self._groups:
            self._show()
            return
        self.set_trait("group", min(number, len(self._groups)))
        yield from self._of_group()

    def _read(self) -> Iterator[int]:
        """Read on where the last course was broken off; nothing is read twice."""
        while True:
            while (count := next(self._taking, None)) is not None:  # it outlives this course
                yield count
            if not self._queue:
                return
            self._taking = self._reading.take(self._queue.pop(0))

    def _of_group(self) -> Iterator[results.Step]:
        """Work out the group on show, and show each part as it is ready."""
        for step in self._results(self._groups[self.group - 1]):
            if step.ready:
                self._show()
            yield step
        self._show()

    def _results(self, group: Group) -> Iterator[results.Step]:
        """Work out a group unless that is done."""
        found = self._worked_out.get(group.number)
        if found is None or found.pairs is None:
            found = self._worked_out[group.number] = results.begin(group, self.runs)
            yield from results.steps(found)

    def go_on(self) -> bool:
        """Work for a moment; returns whether there is more to do."""
        until = time.monotonic() + _TURN
        with self.hold_sync():
            for step in self._work:
                if time.monotonic() >= until:
                    self._tell(step)
                    return True
            self._tell(None)
        return False

    def finish(self) -> None:
        """Work until all is done."""
        while self.go_on():
            pass

    def _tell(self, step: results.Step | None) -> None:
        turn = self.progress.get("turn", 0) + 1
        told = {"words": step.words, "done": step.done, "of": step.of} if step else {}
        self.set_trait("progress", {**told, "turn": turn})

    # --- what is shown --------------------------------------------------------------------------

    @property
    def _view(self) -> View:
        return View(self.names)

    def _say_what_was_read(self) -> None:
        count, lost = len(self._intake.entries), len(self._intake.unread)
        read = f"{count:,} {'record was' if count == 1 else 'records were'} read." if count else (
            "No record was read."
        )  # fmt: skip
        noun = "file or text" if lost == 1 else "files or texts"
        self.set_trait("says", f"{read} {lost:,} {noun} could not be read." if lost else read)

    def _show(self) -> None:
        """Render what is there, with or without names."""
        view = self._view
        with self.hold_sync():
            self.set_trait("groups", [
                {"number": group.number, "title": group.title if self.names else
                 f"Scenario {group.number}", "count": len(group.entries)}
                for group in self._groups
            ])  # fmt: skip
            self.set_trait("sections", [
                {"id": part.id, "html": part.whole()} for part in self._sections(view)
            ])  # fmt: skip

    def _sections(self, view: View) -> list[board.Section]:
        found = self._worked_out.get(self.group)
        if found is None:
            unread = records.unread(self._intake.unread, view)
            head = [board.Section("head", "", unread)] if self._intake.unread else []
            return [*head, *board.answered(self._intake, view)]
        top = board.head(self._intake, found.group, self._groups, view)
        how = board.Section("how", "", board.how(found, view))
        answers = board.answered(self._intake, view)
        return [top, *board.sections(found, view), *answers, how]

    def show_names(self, names: bool) -> None:
        """Show the board with names, or as a projector may."""
        with self.hold_sync():
            self.set_trait("names", names)
            self.set_trait("shown", {})
            self._show()

    def choose(self, number: int) -> None:
        """Show another group, unless files are still being read: that comes first."""
        if 1 <= number <= len(self._groups) and not self._unfinished:
            self.set_trait("group", number)
            self.set_trait("shown", {})
            self._work = self._of_group()

    def open_record(self, alias: str) -> None:
        """Show a record by itself."""
        found = self._worked_out.get(self.group)
        if found is None or found.ranks is None:
            return
        for place, entry in enumerate(found.group.entries):
            if entry.alias == alias:
                html = one.draw(found, place, self._view)
                self.set_trait("shown", {"alias": alias, "html": html})

    def save(self, form: str) -> None:
        """Make a file that the page is then sent to save, "html" or "csv", once all is read."""
        there = bool(self._groups or self._intake.works)
        if form in ("html", "csv") and there and not self._unfinished:
            self._work = self._saving(form, self._view)

    def _saving(self, form: str, view: View) -> Iterator[results.Step]:
        """Work out what is not yet, and put all groups into one file."""
        for group in self._groups:
            yield from self._results(group)
        done = [self._worked_out[group.number] for group in self._groups]
        if form == "csv":
            text, kind = table(done, view), "text/csv"
        else:
            of, drawn = sum(len(group.entries) for group in self._groups), dict[str, str]()
            for alias, html in details(done, view):
                drawn[alias] = html
                yield results.Step("Every record by itself", len(drawn), of)
            text, kind = report(self._intake, done, view, details=drawn), "text/html"
        name = "debrief" if view.names else "debrief-without-names"
        self.send({"type": "file", "name": f"{name}.{form}", "kind": kind, "text": text})

    # --- what the page asks for -----------------------------------------------------------------

    def _receive(self, _widget: object, message: Mapping[str, Any], _buffers: object) -> None:
        asked: dict[str, Callable[[], object]] = {
            "file": lambda: self._take_file(message),
            "text": lambda: self.add_text(str(message.get("text", ""))),
            "sample": self.add_sample,
            "clear": self.clear,
            "go-on": self.go_on,
            "names": lambda: self.show_names(bool(message.get("on"))),
            "group": lambda: self.choose(int(message.get("number", 0))),
            "open": lambda: self.open_record(str(message.get("alias", ""))),
            "save": lambda: self.save(str(message.get("form", ""))),
        }
        asked.get(str(message.get("type")), lambda: None)()

    def _take_file(self, message: Mapping[str, Any]) -> None:
        try:
            data = base64.b64decode(str(message.get("data", "")), validate=True)
        except (binascii.Error, ValueError):
            data = b""
        changed = float(message.get("changed", 0)) / 1000
        self.add_file(str(message.get("name", "")), data, changed)


def poster(state: Mapping[str, Any]) -> str:
    """Room for the board, as HTML.

    Example:
        >>> "once Python has started" in poster({})
        True
    """
    return reserve_height(f'<p class="livepages-blank">{_COMES}</p>', "lp-debrief-room", _HEIGHTS)
