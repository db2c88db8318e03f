"""The one place that builds real objects: `office` from the settings, `channels` for the commands that send."""
