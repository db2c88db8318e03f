"""One item as written, and what its words give: number, units, times, names that may be one body."""
