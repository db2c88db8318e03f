"""Formal papers as Word files: the shipped layout by GB/T 9704, or an office's own template, filled in."""
