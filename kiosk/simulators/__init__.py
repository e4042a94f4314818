"""Devices of a ticket machine that are not there: for its tests and for trying it out."""
