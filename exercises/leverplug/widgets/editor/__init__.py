"""The network editor: a venture and its ties, to be drawn, moved and changed."""
