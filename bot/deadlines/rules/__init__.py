"""The rules of reading, a file for each kind."""
