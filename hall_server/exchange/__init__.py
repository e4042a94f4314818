"""A hall's definition as files: hall.toml and the catalogue, read whole or refused, and written."""
