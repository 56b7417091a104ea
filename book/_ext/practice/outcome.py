"""What turned out right, as a reveal marks it: `:right: b`, `:right: 20 to 30`, `:right: own`."""

import re
from string import ascii_lowercase

OWN = "own"  # the learner's own lab decides, so the learner says
NUMBER = r"[-−]?\d+(?:\.\d+)?"
RANGE = re.compile(rf"({NUMBER})(?:\s+to\s+({NUMBER}))?")


def read(marked: str, kind: str, choices: int) -> dict[str, str]:
    """Return what was marked as attributes of the reveal: `right`, or `least` and `most`.

    Args:
        marked: As written; empty where nothing is.
        kind: Of the prediction: "choice", "number" or "text".
        choices: How many answers it has.

    Returns:
        Empty where the learner says how it came out.

    Raises:
        ValueError: The mark is missing, or does not fit the prediction.

    Example:
        >>> read("b, c", "choice", 4), read("20 to 30", "number", 0), read("own", "number", 0)
        ({'right': 'b c'}, {'least': '20', 'most': '30'}, {})
    """
    if marked == OWN or (kind == "text" and not marked):
        return {}
    if kind == "text":
        raise ValueError("what is typed in words is judged by who wrote it: leave out `:right:`")
    if kind == "number":
        return _range(marked)
    letters = [letter.strip() for letter in marked.split(",")]
    known = ascii_lowercase[:choices]
    if not marked or any(len(letter) != 1 or letter not in known for letter in letters):
        raise ValueError(
            f"say which answers turned out right, such as `:right: b` or `:right: b, c` of "
            f"{known[0]} to {known[-1]}, or `:right: own`; it says {marked!r}"
        )
    return {"right": " ".join(letters)}


def _range(marked: str) -> dict[str, str]:
    found = RANGE.fullmatch(marked)
    if not found:
        raise ValueError(
            "say which numbers turned out right, such as `:right: 20 to 30`, or `:right: own`; "
            f"it says {marked!r}"
        )
    least, most = (number.replace("−", "-") for number in (found[1], found[2] or found[1]))
    if float(least) > float(most):
        raise ValueError(f"the smaller number comes first in `:right: {marked}`")
    return {"least": least, "most": most}
