"""Levers and Plugs: simulate how a born-global venture networks its way abroad."""

from leverplug.explain import contribution
from leverplug.model import History, simulate
from leverplug.outcomes import scorecard
from leverplug.venture import Capabilities, Firm, Founder, Tie, ValidationError, Venture

__all__ = [
    "Capabilities",
    "Firm",
    "Founder",
    "History",
    "Tie",
    "ValidationError",
    "Venture",
    "contribution",
    "scorecard",
    "simulate",
]
