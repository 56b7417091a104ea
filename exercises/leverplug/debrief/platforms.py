"""Names that learning platforms give to what they hand out: whose it is, which attempt, if late.

- Moodle: a folder a student, `Given Surname_884212_assignsubmission_file_/`, or the same before
  the file's name; the number is the participant's in this one assignment (`downloader.php`).
- Canvas: `surnamegiven_LATE_51234_7766554_file-1.ipynb`: the name in small letters, the number of
  the user and that of the file, `anon_x1Y2z_...` if names are hidden (`content_zipper.rb`).
- Blackboard: `Assignment_login_attempt_2026-11-02-10-11-12_file.ipynb`, and a `.txt` with the
  name; "attempt" is in the site's language.
- Brightspace: a folder a hand-in, `12345-67890 - Given Surname - Nov 2, 2026 1011 AM/`, whose first
  number is the user's.
"""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import PurePosixPath
from typing import NamedTuple

_MOODLE = re.compile(r"^(?P<name>[^/]+?)_(?P<id>\d+)_assignsubmission_[a-z]+(?:_|$)", re.I)
_CANVAS = re.compile(
    r"^(?P<name>[^_/]+)(?:_(?P<late>LATE))?_(?P<id>\d{2,})_(?P<file>\d{2,})_(?P<rest>.+)$"
)
_CANVAS_TEXT = re.compile(
    r"^(?P<name>[^_/]+)(?:_(?P<late>LATE))?_(?P<id>\d{2,})_(?:text|link)\.html?$"
)
_CANVAS_ANON = re.compile(
    r"^anon(?P<name>)(?:_(?P<late>LATE))?_(?P<id>[A-Za-z0-9]{4,8})_(?P<file>\d{2,})_(?P<rest>.+)$"
)
_AGAIN = re.compile(r"-(\d{1,3})(?=\.\w+$)")  # Canvas numbers what is handed in again
_BLACKBOARD = re.compile(
    r"^(?P<whole>[^/]{1,200}_(?P<id>[^_/]{1,64}))_[^\W\d_]{2,20}_(?P<when>\d{4}(?:-\d\d){5})"
    r"(?:_(?P<rest>[^/]+)|\.txt)$"
)
_BRIGHTSPACE = re.compile(
    r"^(?P<id>\d+)-(?P<more>\d+) - (?P<name>[^/]{1,120}?) - (?P<when>[^/]{0,20}\b(?:19|20)\d\d\b"
    r"[^/-]{0,20}?)(?: - (?P<rest>[^/]+))?$"
)
_DAY = re.compile(r"(?P<month>[A-Za-z]{3})[a-z]*\.? (?P<day>\d{1,2}), (?P<year>\d{4})")
_CLOCK = re.compile(r"(?P<hour>\d{1,2})[:.]?(?P<minute>\d\d) ?(?P<half>[AP]M)?$", re.I)
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_HALF_DAY = 12  # hours


class Named(NamedTuple):
    """What a platform's name says.

    Args:
        platform: "moodle", "canvas", "blackboard" or "brightspace".
        number: What the platform knows the student by: a number, in Blackboard the login.
        name: The student's, as the platform has it; empty if it gives none.
        attempt: What the platform numbers by time; zeros if it says nothing.
        late: Whether the platform calls it late.
        file: The file's own name, if it is part of this one.
        whole: In Blackboard all that might be the login, which may have underscores.
    """

    platform: str
    number: str
    name: str = ""
    attempt: tuple[int, int] = (0, 0)
    late: bool = False
    file: str = ""
    whole: str = ""


def named(path: str) -> Named | None:
    """What a platform says by the name of a file; None if no platform gave it.

    Args:
        path: The file's, with "/" between folders; zips are folders.

    Example:
        >>> named("Lee Ann_884212_assignsubmission_file_/01.ipynb")[:3]
        ('moodle', '884212', 'Lee Ann')
        >>> named("leeann_LATE_51234_7766554_01-2.ipynb")[1:5]
        ('51234', 'leeann', (7766554, 2), True)
        >>> named("Week 1_alee_attempt_2026-11-02-10-11-12_my.ipynb")[:4]
        ('blackboard', 'alee', '', (20261102101112, 0))
        >>> named("12-67890 - Ann Lee - Nov 2, 2026 1011 PM/my.ipynb")[1:4]
        ('12', 'Ann Lee', (20261102221100, 67890))
        >>> named("Ann Lee/my.ipynb")
    """
    parts = PurePosixPath(path.replace("\\", "/")).parts
    for part in reversed(parts):
        if found := _MOODLE.match(part):
            return Named("moodle", found["id"], found["name"])
        if found := _BRIGHTSPACE.match(part):
            attempt = _day(found["when"]), int(found["more"][:18])
            return Named(
                "brightspace", found["id"], found["name"], attempt, file=found["rest"] or ""
            )
    for part in reversed(parts):
        if part is parts[-1] or part.lower().endswith(".zip"):
            if found := _BLACKBOARD.match(part):
                when = int(found["when"].replace("-", "")), 0
                return Named("blackboard", found["id"], "", when, False, found["rest"] or "",
                             found["whole"])  # fmt: skip
            if found := _CANVAS.match(part) or _CANVAS_TEXT.match(part) or _CANVAS_ANON.match(part):
                return _canvas(part, found.groupdict())
    return None


def _canvas(part: str, found: dict[str, str | None]) -> Named:
    again = _AGAIN.search(part)
    attempt = int((found.get("file") or "0")[:18]), int(again[1]) if again else 0
    late, file = found["late"] is not None, found.get("rest") or ""
    return Named("canvas", found["id"] or "", found["name"] or "", attempt, late, file)


def _day(text: str) -> int:
    """A day and time of Brightspace's as a number that grows with time; 0 in other languages."""
    day = _DAY.search(text)
    if not day or day["month"].lower() not in _MONTHS:
        return 0
    clock = _CLOCK.search(text[day.end() :].strip())
    hour, minute = (int(clock["hour"]), int(clock["minute"])) if clock else (0, 0)
    if clock and clock["half"]:
        hour = hour % _HALF_DAY + _HALF_DAY * (clock["half"].upper() == "PM")
    try:
        month = _MONTHS.index(day["month"].lower()) + 1
        when = datetime(int(day["year"]), month, int(day["day"]), hour, minute)
    except ValueError:
        return 0
    return int(when.strftime("%Y%m%d%H%M%S"))
