"""`python -m display.simulators`."""

from display.simulators.program import main

main()
