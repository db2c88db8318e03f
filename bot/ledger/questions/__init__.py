"""What must be asked of the coordinator about a ledger that was read."""
