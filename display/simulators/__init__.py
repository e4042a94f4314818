"""Simulated LED panels that speak the real ones' bytes and fail on order, for demo and tests.

Their decoders are written from the published protocols alone and share nothing with the drivers in
`display.led`: two readings of one text, each the other's judge. Neither imports the other.

    line's bytes -> pseudo_terminal | network -> line -> decoder -> panel -> dots -> wall, PNG

A line carries bytes no faster than its baud rate (`pace`), gives them to the decoder of its protocol
(`onbon`, `cpower`, `tubes`, `template`), each order to the panel of that address, and the panel's
answer back. A panel keeps what it shows, what it showed, and the bytes it got; its faults are in
`panel.Fault`, a cut cable in the line's end. `python -m display.simulators` runs the panels of a
display.toml behind the very addresses that its lines name, and a page that shows them all.
"""
