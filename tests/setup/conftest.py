"""Bare machines are tried where they can be made."""

import bare_machine

collect_ignore = [] if bare_machine.can_be_made() else ["test_bare_machines.py"]
