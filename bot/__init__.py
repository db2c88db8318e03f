"""Duban 督办: from an issued task ledger to every unit's part done in time."""
