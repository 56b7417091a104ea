"""What to reach in each lab: tasks, and judges that say from its result what made it happen.

A module for each lab has `Result`, which the lab's `refresh` fills, and `CHALLENGES`.
"""
