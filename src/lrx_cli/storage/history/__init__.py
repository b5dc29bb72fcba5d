"""The history: what was played, kept in one SQLite file that belongs to the person.

``store`` opens it for writing, and deletes; ``queries`` opens it for reading; ``recorder`` is the output
that stores a session while it is played, one transaction at a time; ``imports`` reads an export. Below
them: ``schema`` (tables), ``tables`` (checksums, and values to rows and back), ``files`` (private files,
connections, the lock; damage, as opposed to a file that cannot be read just now), ``backups`` (copies;
finding damage, and saving what can be read), ``merge`` (adding sessions of another history).

Why SQLite with a rollback journal, ``synchronous=EXTRA``, checksums of our own and no index: docs/history.md.
"""
