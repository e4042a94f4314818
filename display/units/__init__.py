"""The systemd units that `hall-display units` writes."""
