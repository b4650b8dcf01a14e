"""Rendering: names, expressions, and templates filled with typed pieces."""
