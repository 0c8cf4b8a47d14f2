"""luocdo's language half: text in, statements with evidence out; knows nothing of RDF."""
