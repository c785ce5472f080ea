"""A checked plan as a page of one file, and the examples to begin from."""

from .page import render_plan, write_plan_html

__all__ = ["render_plan", "write_plan_html"]
