"""Plans compiled into timelines."""
