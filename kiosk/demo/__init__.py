"""`hall-kiosk demo`: one ticket machine, whole, against simulated devices and a hall of its own."""
