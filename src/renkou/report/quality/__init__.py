"""How far to trust an area's figures: tables and charts of the Quality page."""
