"""luocdo's graph half: statements in, RDF out; knows nothing of text."""
