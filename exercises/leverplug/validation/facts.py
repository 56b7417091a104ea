"""The report of the facts that the model has to show.

F1 to F3 repeat published tables in virtual surveys; F4 to F12 are stylised facts of the sources;
F13 is that the model is sound. Years and thresholds in F5 to F8 are the kit's reading.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict
from functools import partial
from typing import Any

from leverplug.validation import survey_facts
from leverplug.validation.fact import Finding, findings
from leverplug.validation.soundness_facts import SOUND
from leverplug.validation.stylised_facts import FACTS

# Every fact's lines of the report, for a seed.
CHECKS: dict[str, Callable[[int], list[Finding]]] = {
    "F1": survey_facts.availability,
    "F2": survey_facts.channels,
    "F3": survey_facts.new_ventures,
    **{name: partial(findings, facts) for name, facts in FACTS.items()},
    "F13": partial(findings, SOUND),
}


def report(seed: int = 1, progress: Callable[[str], None] = lambda name: None) -> list[Finding]:
    """All facts, in order.

    Args:
        seed: Key of all draws in the report.
        progress: Called with the name of each fact before it is worked out.
    """
    found = []
    for name, check in CHECKS.items():
        progress(name)
        found += check(seed)
    return found


def as_dicts(found: Sequence[Finding]) -> list[dict[str, Any]]:
    """A report as plain objects, for JSON."""
    return [asdict(finding) for finding in found]
