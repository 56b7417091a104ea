"""What there is to do in the book: its questions, exercises, labs and code, page by page."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from . import review_plan
from .answers import Prompt, as_text
from .looking_back import LookingBack
from .prediction import Predict
from .self_check import SelfCheck

LAB = re.compile(r'<div[^>]* data-live-cell="[^>]*>')
CODE = re.compile(r' data-code-cell="([^"]+)"')
ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')
CHALLENGE = re.compile(r'<li data-challenge="([^"]+)"[^>]*>(.*?)</li>', re.DOTALL)
MARK = re.compile(r"<span aria-hidden[^>]*>[^<]*</span>|<[^>]+>")
KINDS: dict[type[nodes.Element], str] = {Predict: "predict", SelfCheck: "self-check"}
EXERCISE_CELL = "tag_exercise"


def of_book(app: Sphinx, here: str) -> list[dict[str, Any]]:
    """All pages on which a learner leaves work, in the order of the book.

    Args:
        app: The application, once all pages are read.
        here: Name of the page that lists them.

    Returns:
        For each page its name, title and address, `questions` (id, kind, text), `back` (ids of the
        questions that come back there), `exercises` that have a cell of code (id, title), `labs`
        (id, label, challenges as pairs of key and task) and `codes` (ids of cells).
    """
    env = app.builder.env
    plan = review_plan.of_book(env)
    pages = []
    for name in review_plan.in_order(env):
        if name == here:
            continue
        doctree = env.get_doctree(name)
        back = [id_ for _, id_ in plan.get(name, [])] if doctree.next_node(LookingBack) else []
        page: dict[str, Any] = {
            "questions": _questions(doctree), "back": back, "exercises": _exercises(doctree),
            "labs": _labs(doctree), "codes": _codes(doctree),
        }  # fmt: skip
        if any(page.values()):
            address = app.builder.get_relative_uri(here, name)
            title = env.titles[name].astext()
            pages.append({"name": name, "title": title, "address": address, **page})
    return pages


def _questions(doctree: nodes.document) -> list[dict[str, str]]:
    found = []
    for each in doctree.findall(nodes.Element):
        kind = KINDS.get(type(each))
        if kind:
            found.append({"id": each["key"], "kind": kind, "text": as_text(each, Prompt)})
    return found


def _exercises(doctree: nodes.document) -> list[dict[str, str]]:
    """The exercises that a cell of code follows: of no others a page knows that they were tried."""
    found, last = [], None
    for node in doctree.findall(nodes.Element):
        if "exercise" in node.get("classes", []) and isinstance(node, nodes.Admonition):
            last = node
        elif last is not None and EXERCISE_CELL in node.get("classes", []):
            title = next(iter(last.findall(nodes.title)), last)
            own = title.children[-1]  # after the word "Exercise"
            found.append({"id": last["ids"][0], "title": " ".join(own.astext().split())})
            last = None
    return found


def _labs(doctree: nodes.document) -> list[dict[str, Any]]:
    """The labs with their challenges, which stand in the still picture between its tags."""
    labs: list[dict[str, Any]] = []
    for raw in doctree.findall(nodes.raw):
        text = raw.astext()
        opened = LAB.search(text)
        named = dict(ATTRIBUTE.findall(opened[0])) if opened else {}
        if named:
            label = unescape(named.get("aria-label", ""))
            labs.append({"id": named["data-live-cell"], "label": label, "challenges": []})
        if labs:
            labs[-1]["challenges"] += [
                [unescape(key), unescape(MARK.sub("", task)).strip()]
                for key, task in CHALLENGE.findall(text)
            ]
    return labs


def _codes(doctree: nodes.document) -> list[str]:
    texts = (raw.astext() for raw in doctree.findall(nodes.raw))
    return [unescape(id_) for text in texts for id_ in CODE.findall(text)]
