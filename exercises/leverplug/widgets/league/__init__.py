"""The board of a league, for the projector."""
