"""The words that offices use, as data with examples: what the rooms that read documents build their patterns from.

Nothing here knows a particular office, place or document.
"""
