"""Answers by mail: what came in, freed of its form; one call of `work`; one answer."""
