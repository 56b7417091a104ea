"""Comms that talk to the page instead of to a Jupyter server."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from typing import Any

import comm
from comm.base_comm import BaseComm, CommManager

Send = Callable[[dict[str, Any], list[bytes]], None]


def front_end(state: Mapping[str, Any]) -> str | None:
    """The name of the file that holds a widget's own front end, made of what is in it.

    Args:
        state: Of a widget that opens.

    Returns:
        None for a widget that has none, or that names an address.

    Example:
        >>> front_end({"_esm": "export default {}"})
        'widget-9aeb8d59b4d4.js'
    """
    text = state.get("_esm")
    if not text or text.startswith(("http://", "https://")):
        return None
    return f"widget-{hashlib.sha256(text.encode()).hexdigest()[:12]}.js"


class PageComms:
    """All open comms, with the cell that each one belongs to.

    Args:
        send: Takes a message for the page and its binary buffers.
        cell: Returns the id of the cell at work, to which new comms belong.
    """

    def __init__(self, send: Send, cell: Callable[[], str | None]) -> None:
        self.manager = CommManager()
        self.owners: dict[str, str | None] = {}
        owners = self.owners

        class PageComm(BaseComm):
            def publish_msg(
                self, msg_type: str, data: dict[str, Any] | None = None,
                metadata: dict[str, Any] | None = None, buffers: list[bytes] | None = None,
                **keys: Any,
            ) -> None:  # fmt: skip
                if msg_type == "comm_open":
                    owners[self.comm_id] = cell()
                elif msg_type == "comm_close":
                    owners.pop(self.comm_id, None)
                message = {
                    "type": msg_type, "id": self.comm_id, "target": keys.get("target_name"),
                    "cell": owners.get(self.comm_id), "data": data or {},
                    "metadata": metadata or {},
                }  # fmt: skip
                if msg_type == "comm_open":
                    message["frontEnd"] = front_end((data or {}).get("state", {}))
                send(message, buffers or [])

        comm.create_comm = PageComm
        comm.get_comm_manager = lambda: self.manager

    def receive(self, comm_id: str, data: str, buffers: list[memoryview]) -> None:
        """Hand a message of the page (`data` is JSON) to the widget it is meant for."""
        target = self.manager.comms.get(comm_id)
        if target is not None:  # else closed in the meantime: the page will learn of it
            content = {"comm_id": comm_id, "data": json.loads(data)}
            target.handle_msg({"content": content, "buffers": buffers})

    def close_cell(self, cell: str) -> None:
        """Close what an earlier run of `cell` left open."""
        from ipywidgets.widgets.widget import _instances

        for comm_id in [key for key, owner in self.owners.items() if owner == cell]:
            widget = _instances.get(comm_id)
            if widget is not None:
                widget.close()
