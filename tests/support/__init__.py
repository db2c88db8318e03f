"""Helpers that tests share: real servers on real sockets, and what they say of messages."""
