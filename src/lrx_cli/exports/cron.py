"""A reminder as a line for cron, to be pasted into a crontab."""

from __future__ import annotations

import shlex
from collections.abc import Sequence

from lrx_cli.core.records.reminders import Reminder
from lrx_cli.text import clean


def render(reminders: Sequence[Reminder], platform: str) -> str:
    """``platform``: as ``sys.platform`` names it; it decides who shows the message."""
    return "".join(f"{_line(reminder, platform)}\n" for reminder in reminders)


def _line(reminder: Reminder, platform: str) -> str:
    # Cron counts Sunday as 0. It ends the command at a percent sign that has no backslash.
    days = ",".join(str((day + 1) % 7) for day in sorted(reminder.days, key=lambda day: (day + 1) % 7))
    command = _shown_by(platform, clean(reminder.title), clean(reminder.command)).replace("%", "\\%")
    return f"{reminder.minute} {reminder.hour} * * {days} {command}"


def _shown_by(platform: str, title: str, text: str) -> str:
    if platform == "darwin":
        script = f"display notification {_applescript(text)} with title {_applescript(title)}"
        return f"osascript -e {shlex.quote(script)}"
    # Cron knows nothing of the desktop; this is where the session's bus is on a system with systemd.
    bus = "DBUS_SESSION_BUS_ADDRESS=unix:path=/run/user/$(id -u)/bus"
    return f"{bus} notify-send {shlex.quote(title)} {shlex.quote(text)}"


def _applescript(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
