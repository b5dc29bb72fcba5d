"""A session on this machine: questions, loop, outputs, recording."""
