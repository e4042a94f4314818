"""Paper for the hall: what a sheet says, how it becomes bytes, and whether it was printed."""
