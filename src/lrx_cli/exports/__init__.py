"""Documents that leave lrx: each module renders one kind, and writes no file."""
