"""The history: what was played, kept in one SQLite file that belongs to the person.

``opening`` is the door for who writes, ``reading`` for who looks; ``recorder`` is the output that keeps a
session while it is played. Below them: ``schema`` (tables), ``rows`` (checksums, and values to rows and
back), ``breakage`` (what is damage, and what is only not to be had), ``journal`` (one transaction at a
time), ``files`` (private files and connections), ``lock`` (one writer), ``backups``, ``damage`` (looking for
it, setting aside, saving what can be read), ``merging`` (other histories into this one), ``deleting``.

Why SQLite with a rollback journal, ``synchronous=EXTRA``, checksums of our own and no index: docs/history.md.
"""
