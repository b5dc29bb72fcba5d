"""What a session sounds like: tones, words, and how they are put together. Knows no player and no disk."""
