"""Keeping a session: the history is opened, offers what was left, and is given a recorder.

Whatever is wrong with the history, a session plays: then one line says that, and why, it is not kept.
"""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Literal
from uuid import uuid4

from lrx_cli import locations
from lrx_cli.core.catalog.limits import Ms
from lrx_cli.core.dates import Moment
from lrx_cli.core.health.answers import Answer
from lrx_cli.core.player import Snapshot
from lrx_cli.core.ports import Output
from lrx_cli.core.records.progress import Past, monday_of
from lrx_cli.core.records.session_record import ResumeMode, Session
from lrx_cli.core.timeline import Timeline
from lrx_cli.errors import BUSY, CANNOT_WRITE, LrxError
from lrx_cli.storage.history import backups
from lrx_cli.storage.history.files import ERRORS, Damaged, finding_damage
from lrx_cli.storage.history.merge import merge
from lrx_cli.storage.history.queries import Resumable, days, past, resumable
from lrx_cli.storage.history.recorder import Recorder
from lrx_cli.storage.history.store import SESSION_BUSY_MS, Store, cannot, open_history
from lrx_cli.storage.history.tables import add_answers


class SessionHistory:
    """The history for as long as a session lasts. ``id``: the session's; one that is resumed keeps its own.

    ``notices``: what the person should know before it begins. Close it, whatever happens.
    """

    def __init__(self, now: Moment, *, resume: bool = False) -> None:
        """``resume``: asked for by name, so another process that holds the history is an error."""
        self.id = str(uuid4())
        self.notices: list[str] = []
        self.resumable: Resumable | None = None
        """A session that can be taken up."""
        self.played_this_week: Ms | None = None
        """Since Monday, before this session; ``None`` without a history."""
        self.past = Past()
        self._given: list[Answer] = []
        """Those of this session."""
        self._unkept: list[Answer] = []
        """Those that may not be on the disk."""
        self.begun = now
        self._store: Store | None = None
        self._recorder: Recorder | None = None
        self._trouble: LrxError | None = None
        try:
            self._open()
        except LrxError as error:
            if resume:
                raise
            self._trouble = error
            hint = "" if error.exit_code == BUSY else error.hint or ""
            self.notices.append(f"{error.message} So this session is not recorded. {hint}".strip())

    @property
    def kept(self) -> bool:
        """Whether what is played is recorded."""
        return self._store is not None

    def recorder(
        self,
        session: Session,
        timeline: Timeline,
        notice: Callable[[str, Snapshot], None],
        resumed: ResumeMode | None = None,
    ) -> list[Output]:
        """The output that keeps a session; none where it cannot be kept. ``notice``: shows one line while it
        plays. ``resumed``: how it goes on with what was left."""
        if self._store is None:
            return []
        self.id = session.id
        left = self.resumable if resumed else None
        self._recorder = Recorder(
            self._store,
            session,
            timeline,
            self.begun,
            before=left and left.record,
            mode=resumed,
            tell=notice,
            safe=self._acknowledge(),
        )
        return [self._recorder]

    @property
    def saved(self) -> bool:
        """Whether all of the session is on the disk. Say so only then."""
        return self._recorder is not None and not self.unsaved

    @property
    def beside(self) -> str | None:
        """The name of the file that the session is in, where the history was not what it was any more."""
        store = self._store
        return os.path.basename(store.path) if store is not None and store.is_beside else None

    @property
    def unsaved(self) -> Literal["all", "part"] | None:
        """What of it was to be kept and is not."""
        if self._recorder is None or not self._recorder.unsaved:
            return None
        return "all" if self._recorder.nothing_saved else "part"

    @property
    def exit_code(self) -> int:
        """0, or why the session was not kept; a session that plays beside another is as it should be."""
        if self._trouble is not None:
            return 0 if self._trouble.exit_code == BUSY else self._trouble.exit_code
        return CANNOT_WRITE if self.unsaved or self._unkept else 0

    def keep_answers(self, answers: Sequence[Answer]) -> bool:
        """Whether they are on the disk. They count for this session in any case; what could not be written
        goes with the next, or at the end."""
        self.past = self.past._replace(answers=[*self.past.answers, *answers])
        self._given += answers
        self._unkept += answers
        return self._keep_answers(again=len(self._unkept) > len(answers))

    def back_up(self) -> None:
        """A rolling backup, after the end of a session; what cannot be copied does not make it fail."""
        if self._store is not None and self.saved and not self.beside:
            with suppress(sqlite3.Error, OSError):
                backups.roll(self._store.connection, self._store.path)

    def __enter__(self) -> SessionHistory:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        if self._unkept or self.beside:
            self._keep_answers(again=True)
        if self._store is not None:
            self._store.close()
            self._store = None

    # --- inside ---------------------------------------------------------------------------------------

    def _keep_answers(self, *, again: bool) -> bool:
        """``again``: it was tried before, and after an error nobody knows what came through."""
        if self._store is None:
            return False
        try:
            try:
                with finding_damage(), self._store.transaction() as connection:
                    if again:
                        merge(connection, self._unkept, ours=True)
                    else:
                        add_answers(connection, self._unkept)
            except Damaged:
                self._store.go_beside()
            if self._store.is_beside:
                with self._store.transaction() as connection:
                    merge(connection, self._given, ours=True)
        except (OSError, *ERRORS):
            return False
        self._unkept.clear()
        return True

    def _open(self) -> None:
        path = locations.history_file()
        self._store = open_history(path, self.begun, busy_ms=SESSION_BUSY_MS)
        self.notices += self._store.notices
        try:
            connection = self._store.connection
            self.resumable = resumable(connection)
            self.past = past(connection, self.begun.day)
            self.played_this_week = sum(day.active for day in days(connection, monday_of(self.begun.day)))
        except (OSError, *ERRORS) as error:
            self.close()
            raise cannot(path, "be used", error, CANNOT_WRITE) from error
        except BaseException:
            self.close()
            raise

    def _acknowledge(self) -> Callable[[int], None]:
        if os.environ.get("LRX_TEST_ACK") != "1":
            return lambda row: None

        def acknowledge(row: int) -> None:
            with suppress(OSError):
                sys.stderr.write(f"ACK {self.id}:{row}\n")
                sys.stderr.flush()

        return acknowledge
