"""The words of a document as strings: one normal form, sentences, printed item numbers."""
