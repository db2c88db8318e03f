"""Keeping it running: the outbox by hand, what a person may have forgotten, how long records stay, how it fares."""
