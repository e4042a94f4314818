"""The hall's rules: values in, values out. No Flask, no SQLAlchemy, no device, no clock, no I/O."""
