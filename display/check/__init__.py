"""`hall-display check`: tries every device that the settings name and says in plain words what is wrong."""
