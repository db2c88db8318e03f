"""The board: what the chat does, as pages for whoever has no Telegram and no terminal."""
