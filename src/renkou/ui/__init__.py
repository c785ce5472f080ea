"""What every page is made of: frame, language, tables, charts, exports, refusals."""
