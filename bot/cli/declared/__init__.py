"""What the commands are called and take. Their work stands in `bot.cli`, a module each, loaded when it is run."""
