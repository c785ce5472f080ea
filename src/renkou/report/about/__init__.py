"""What is said of one figure: what it is, what it is made of, what was known when."""
