"""Formal papers about a ledger, for the coordinator to check, number, seal and send. The bot sends none."""
