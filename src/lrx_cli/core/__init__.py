"""What an exercise, a timeline and a session are. Pure: it is told everything, the time too."""
