"""Pages that are written out from the declarations instead of by hand."""
