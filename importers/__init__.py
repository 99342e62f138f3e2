"""Outside files to entries: declared layouts, proof, identity, classification."""
