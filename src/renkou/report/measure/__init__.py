"""One measure over many areas: ranked with ties, in a funnel, over the years."""
