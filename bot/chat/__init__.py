"""The Telegram chat: an update in, one call of `bot.work`, one reply by a template out.

Its library is loaded by `bot.chat.service` and `bot.chat.identity` alone.
"""
