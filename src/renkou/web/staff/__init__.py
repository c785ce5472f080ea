"""The pages of figures, for those who work with them: on this machine alone."""
