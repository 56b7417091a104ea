"""Questions a learner answers in the page: self-checks and predictions, without a server.

Everything is native HTML that reads and works without JavaScript. One small
script adds feedback on request and keeps answers in the browser's own storage,
from where they are never sent. Other formats than HTML get plain text.
"""

from sphinx.application import Sphinx

from . import asset, clearing, prediction, register, self_check, standard_nodes


def setup(app: Sphinx) -> dict[str, bool]:
    for part in (register, self_check, prediction, clearing, standard_nodes, asset):
        part.setup(app)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
