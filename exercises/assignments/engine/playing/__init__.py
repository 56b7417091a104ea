"""Plays a submission and judges it: its code here, the hidden tests in another process."""
