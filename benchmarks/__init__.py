"""Full-size figures, in one run: ours beside what a user would write, and the scan."""
