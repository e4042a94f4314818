"""The reader of second-generation ID cards: its bytes, its cards, its thread."""
