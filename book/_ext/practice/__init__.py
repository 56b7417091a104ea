"""Questions a learner answers in the page: self-checks and predictions, without a server.

Everything is native HTML that reads and works without JavaScript. A
small script, made of the modules in `web`, adds feedback on request and keeps answers in the
browser's own storage, from where they are never sent. Other formats than HTML get plain text.
"""

from pathlib import Path

from bookpages import assets
from sphinx.application import Sphinx

from . import clearing, looking_back, my_work, prediction, register, self_check, standard_nodes

HERE = Path(__file__).parent


def setup(app: Sphinx) -> dict[str, int]:
    for part in (register, self_check, prediction, looking_back, clearing, my_work, standard_nodes):
        part.setup(app)
    assets.add(app, my_work.needed, HERE / "practice.css")
    assets.add(app, assets.has(my_work.MyWork), HERE / "my_work.css")
    assets.add(app, assets.has(looking_back.LookingBack), HERE / "looking_back.css")
    assets.add_modules(app, my_work.needed, HERE / "web" / "practice.js")
    return {"env_version": 2, "parallel_read_safe": True, "parallel_write_safe": True}
