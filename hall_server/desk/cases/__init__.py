"""The acts on cases, from the first paper received to the result handed over."""
