"""Pictures of a class as SVG with a title in words, a text alternative and a table; no script."""
