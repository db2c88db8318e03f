"""From the outbox to the channels: claim, pace, try, fall back, record.

Its settings are read at every start and must not wait for the rest, so nothing is imported here.
"""
