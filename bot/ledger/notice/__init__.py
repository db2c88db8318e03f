"""The covering notice: its facts and its own duties."""
