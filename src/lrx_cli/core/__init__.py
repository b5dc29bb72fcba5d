"""What an exercise, a timeline and a session are. Pure: everything is an argument, the time too."""
