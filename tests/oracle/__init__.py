"""A brute-force second opinion on every measure. It imports nothing of Renkou."""
