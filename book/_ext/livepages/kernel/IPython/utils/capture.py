"""Keeps what is shown in place of showing it."""

from livepages_kernel.display import Captured

CapturedIO = capture_output = Captured
