"""Notebooks as they come, put right from the released copy wherever that can be done."""
