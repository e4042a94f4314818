"""The acts: one function each, run in one transaction, leaving one journal entry."""
