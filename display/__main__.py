"""`python -m display` is `hall-display`."""

from display.cli import main

main()
