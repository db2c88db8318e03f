"""Tables that came as lines of text, put back into rows and columns."""
