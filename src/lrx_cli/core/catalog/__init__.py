"""Exercises, routines, safety texts, and finding them."""
