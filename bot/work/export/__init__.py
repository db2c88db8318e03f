"""A ledger with its state as a sheet, a list or JSON, and an edited sheet taken back."""
