"""How often the intervals hold the truth, over a grid of mechanisms drawn again."""
