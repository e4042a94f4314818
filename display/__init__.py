"""The program behind the lobby, zone and window boards: hears the hall, shows it truthfully."""
