"""Running text: its paragraphs, the outline of its numbers, and the brackets and labels that close an item."""
