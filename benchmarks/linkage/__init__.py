"""Linkage against the truth of a synthetic city: precision, recall, time, memory."""
