"""After the commit: what each screen shows now, rendered once and pushed to its room."""
