"""Rows, constraints, the transaction, the journal and the migrations."""
