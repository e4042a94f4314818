"""The hall's server: the one truth about tickets, windows and calls, and its API and staff pages."""
