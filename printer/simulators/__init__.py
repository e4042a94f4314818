"""Simulated printers that speak the real ones' bytes and can be told to fail; for demo and tests."""
