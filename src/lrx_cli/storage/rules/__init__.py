"""Rules of files that go beyond their shape."""
