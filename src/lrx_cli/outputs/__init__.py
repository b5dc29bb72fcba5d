"""Ways of telling a session: each hears the same events. One file a way."""
