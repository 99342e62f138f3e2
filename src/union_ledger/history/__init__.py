"""What changed in the books and who may change it: revisions, review, gate, proof.

Reads git objects, never the work tree; writes nothing into the books.
"""
