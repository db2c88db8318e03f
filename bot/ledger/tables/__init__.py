"""Tables with cells, read into items."""
