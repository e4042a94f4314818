"""Simulated printers that speak the real ones' bytes and fail on order, for demo and tests."""
