"""`python -m kiosk` is `hall-kiosk`."""

from kiosk.cli import main

main()
