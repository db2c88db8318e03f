"""What came back to our messages by mail: understood by who sent it and which message it answers."""
