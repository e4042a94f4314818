"""`hall-display demo`: boards, voice and LED of a hall that is played, without a server or a device."""
