"""A role for trying the sandbox out: it runs what the marker sends and says what became of it.

| request | answer |
|---|---|
| `{"run": source}` | `{"value": repr of `result`}` or `{"error": [kind, text]}` |
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .channel import Channel


def main(channel: Channel) -> None:
    """Serve a marker."""
    names: dict[str, Any] = {"__name__": "probe"}
    while True:
        request = channel.receive()
        answer: dict[str, Any]
        try:
            names["result"] = None
            exec(request["run"], names)
            answer = {"value": repr(names["result"])}
        except BaseException as error:
            answer = {"error": [type(error).__name__, str(error)]}
        channel.send(answer)
