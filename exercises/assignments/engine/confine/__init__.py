"""Where a submission runs: it sees the kit and its own scratch folder, and nothing else."""
