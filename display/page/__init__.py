"""The board pages, served on loopback to the browser of the screen."""
