"""The systemd units that `hall-kiosk units` writes."""
