"""The history: what was played, kept in one SQLite file that belongs to the person.

``opening`` opens it for writing, ``reading`` for reading; ``recorder`` is the output that stores a session
while it is played. Below them: ``schema`` (tables), ``rows`` (checksums, and values to rows and back),
``breakage`` (damage, as opposed to a file that cannot be read just now), ``journal`` (one transaction at a
time), ``files`` (private files, connections, the lock), ``backups``, ``damage`` (finding it, setting a file
aside, saving what can be read), ``merging`` (adding sessions of another history), ``deleting``.

Why SQLite with a rollback journal, ``synchronous=EXTRA``, checksums of our own and no index: docs/history.md.
"""
