"""The findings of `renkou trust` as a page of one file."""

from .page import render_trust, write_trust_html

__all__ = ["render_trust", "write_trust_html"]
