"""LED panels on serial lines: what each shows, as which bytes, and one master for each line."""
