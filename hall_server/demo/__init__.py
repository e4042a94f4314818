"""The demo hall: a fictional district on one machine, with simulated visitors and clerks."""
