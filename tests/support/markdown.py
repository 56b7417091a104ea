"""Reads the MyST source of a page: its directives, its headings and the words a learner reads."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

OPENING = re.compile(r"^(?P<fence>:{3,}|`{3,})\{(?P<name>[\w:-]+)\}[ \t]*(?P<argument>.*)$")
OPTION = re.compile(r"^:(?P<key>[\w-]+):[ \t]*(?P<value>.*)$")
HEADING = re.compile(r"^(?P<level>#+) +(?P<title>.+?) *$", re.MULTILINE)
ITEM = re.compile(r"^(?:[-*]|\d+\.) +(?P<text>.+(?:\n[ \t]+\S.*)*)", re.MULTILINE)
CITATION = re.compile(r"\{cite(?::\w+)?\}`([^`]+)`")

# What is shown to nobody, or is not running text.
NOT_PROSE = {"code-cell", "code-block", "code", "math", "bibliography", "raw", "solution"}
NOT_WORDS = (
    re.compile(r"^(`{3,})(?!\{).*?^\1`*$", re.MULTILINE | re.DOTALL),  # plain code blocks
    re.compile(r"^\(.+\)=$", re.MULTILINE),  # labels
    re.compile(r"^\+\+\+.*$", re.MULTILINE),  # cell breaks
    re.compile(r"^%.*$|<!--.*?-->|</?\w[^>]*>", re.MULTILINE | re.DOTALL),  # comments and tags
    re.compile(r"\$\$.*?\$\$|\$[^$\n]+\$", re.DOTALL),  # formulas
    re.compile(r"\{(?:cite[\w:]*|ref|numref|eq|download)\}`[^`]*`"),
    re.compile(r"(?<!\})`[^`]+`"),  # names in code
    re.compile(r"\]\([^)]*\)|<?https?://\S+"),  # where links lead
    re.compile(r"^\|?[ :|-]+\|?$", re.MULTILINE),  # rules of tables
)
# A role such as {term} that shows its text, or the text before the <target>.
SHOWN = re.compile(
    r"\{(?!cite|ref|numref|eq|download|math)[\w:-]+\}`(?P<text>[^`<]*)(?:<[^`>]*>)?`"
)
# The first line of these is read by learners as a title or a question.
SPOKEN_ARGUMENT = {"admonition", "predict", "self-check"}
WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")


@dataclass(frozen=True)
class Block:
    """A directive: its name, what stands on its first line, its options and its content."""

    name: str
    argument: str
    options: dict[str, str]
    body: str
    start: int
    end: int

    @property
    def classes(self) -> list[str]:
        """What kind of box this is; a directive of our own is of the kind of its name."""
        return [self.name, *self.options.get("class", "").split()]


def _options(lines: list[str]) -> tuple[dict[str, str], list[str]]:
    """Split the lines after an opening fence into options and content."""
    options: dict[str, str] = {}
    rest = list(lines)
    if rest and rest[0].strip() == "---":  # options may also stand in a YAML block
        closing = rest.index("---", 1)
        options = dict(line.split(": ", 1) for line in rest[1:closing] if ": " in line)
        return options, rest[closing + 1 :]
    while rest and (match := OPTION.match(rest[0])):
        options[match["key"]] = match["value"]
        rest.pop(0)
    return options, rest


def top_blocks(text: str) -> Iterator[Block]:
    """Yield the directives of `text` that are in no other directive, with their lines."""
    lines = text.split("\n")
    row = 0
    while row < len(lines):
        opening = OPENING.match(lines[row])
        if not opening:
            row += 1
            continue
        fence = opening["fence"]
        closes = re.compile(rf"^{re.escape(fence)}{re.escape(fence[0])}*\s*$")
        end = next((r for r in range(row + 1, len(lines)) if closes.match(lines[r])), None)
        if end is None:
            raise ValueError(f"directive {opening['name']} (line {row + 1}) is never closed")
        options, body = _options(lines[row + 1 : end])
        yield Block(opening["name"], opening["argument"], options, "\n".join(body), row, end)
        row = end + 1


def blocks(text: str) -> Iterator[Block]:
    """Yield every directive of `text`, those inside others too."""
    for block in top_blocks(text):
        yield block
        if block.name not in NOT_PROSE or block.name == "solution":
            yield from blocks(block.body)


def boxes(text: str, kind: str) -> list[Block]:
    """Return the admonitions of one kind: objectives, predict, try, notice, evidence, keypoints."""
    return [block for block in blocks(text) if kind in block.classes]


def items(text: str) -> list[str]:
    """Return the items of the lists in `text`, those at the margin only."""
    return [match["text"] for match in ITEM.finditer(text)]


def headings(text: str, level: int) -> list[str]:
    """Return the titles of one level, outside directives."""
    plain = without_blocks(text)
    return [m["title"] for m in HEADING.finditer(plain) if len(m["level"]) == level]


def section(text: str, title: str) -> str:
    """Return what stands under a second-level heading, up to the next one."""
    found = re.search(rf"^## +{re.escape(title)} *$(.*?)(?=^## |\Z)", text, re.M | re.S)
    return found[1] if found else ""


def citations(text: str) -> list[str]:
    """Return the keys of all citations in `text`."""
    return [key.strip() for keys in CITATION.findall(text) for key in keys.split(",")]


def without_blocks(text: str) -> str:
    """Return `text` with every directive blanked out."""
    lines = text.split("\n")
    for block in top_blocks(text):
        lines[block.start : block.end + 1] = [""] * (block.end + 1 - block.start)
    return "\n".join(lines)


def prose(text: str) -> str:
    """Return the running text a learner reads, boxes and captions included."""
    inner = [
        prose(f"{block.argument if block.name in SPOKEN_ARGUMENT else ''}\n\n{block.body}")
        for block in top_blocks(text)
        if block.name not in NOT_PROSE
    ]
    plain = SHOWN.sub(r"\g<text>", without_blocks(text))
    for pattern in NOT_WORDS:
        plain = pattern.sub(" ", plain)
    return "\n".join([plain, *inner])


def words(text: str) -> list[str]:
    """Return the words of the running text, self-checks apart."""
    lines = text.split("\n")
    for block in top_blocks(text):
        if block.name == "self-check":
            lines[block.start : block.end + 1] = [""] * (block.end + 1 - block.start)
    return WORD.findall(prose("\n".join(lines)))
