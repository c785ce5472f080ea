"""How Sphinx builds the documentation: offline, from this tree alone."""

project = "Renkou 人口"
author = "The Renkou authors"
copyright = "2026, the Renkou authors"
language = "en"
extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["_build"]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
html_theme = "furo"
html_title = "Renkou 人口"
html_static_path = ["_static"]
html_css_files = ["renkou.css"]
html_copy_source = False
html_show_sphinx = False
