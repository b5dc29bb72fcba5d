"""The live screen, before it is painted: letters, colors, what is shown, where, and what that changes.

Nothing here knows a terminal, a file or the time: a snapshot and a size go in, bytes come out.
"""
