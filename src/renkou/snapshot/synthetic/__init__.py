"""The synthetic city: invented lives, their papers, and the faults in them."""
