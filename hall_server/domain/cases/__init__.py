"""The rules of cases: what may happen to them, when they are due, what they are made of."""
