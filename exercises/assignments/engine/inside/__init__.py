"""What runs inside the sandbox; these modules import nothing of the engine but one another."""
