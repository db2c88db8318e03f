"""What the columns of a table hold, told by the words of its header."""
