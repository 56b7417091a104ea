"""What a marking came to, on one page that a colleague can read."""
