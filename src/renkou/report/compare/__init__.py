"""Areas by measures: a table, and each measure's years in small pictures."""
