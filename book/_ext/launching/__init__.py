"""Leads from each chapter and assignment to the places where its code can be run.

`ladder` knows those places and their waits, `menu` shows them in the page, `listing` and
`hub_form` are directives, and `notebooks`, with `boxes` and `citations`, turns pages into
notebooks.
"""
