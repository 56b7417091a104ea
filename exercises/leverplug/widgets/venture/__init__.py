"""The large lab on one's own venture, and the form by which work is handed in."""
