"""Ways to present a session: screen, plain lines, JSON lines, sound."""
