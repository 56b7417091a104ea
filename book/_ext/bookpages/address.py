"""Gives the book the address of its repository, or leaves out what needs one.

The address is `repository.url` in `_config.yml`; where that is empty, the
variable GITHUB_REPOSITORY ("owner/name"), which GitHub's workflows set.
"""

import os

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util import logging

logger = logging.getLogger(__name__)


def set_address(app: Sphinx, config: Config) -> None:
    """Fill in the theme's address and its buttons, or say that they are left out."""
    options = config.html_theme_options
    owner_and_name = os.environ.get("GITHUB_REPOSITORY")
    if not options.get("repository_url") and owner_and_name:
        options["repository_url"] = f"https://github.com/{owner_and_name}"
    known = bool(options.get("repository_url"))
    options["use_repository_button"] = known
    options["use_issues_button"] = known
    if not known:
        options.pop("repository_url", None)
        logger.info("address: none known, so buttons that lead to the repository are left out")


def setup(app: Sphinx) -> dict[str, bool]:
    app.connect("config-inited", set_address)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
