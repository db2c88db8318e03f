"""A ledger once read: its JSON form, the answers to its questions, what a corrected reading changes."""
