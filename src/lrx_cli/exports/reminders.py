"""A reminder as an iCalendar file (RFC 5545), for a phone's calendar or a computer's, or as lines for cron.

In a calendar, times are local times without a zone, as an alarm clock has them: half past seven stays that
on a journey and when summer time begins. The UID follows from what is asked for, so the same reminder
imported twice is one.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from zlib import crc32

from lrx_cli import __version__
from lrx_cli.core.dates import Moment, Reminder, first_day, iso_date
from lrx_cli.text import clean

_MOST_OCTETS = 75
_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def as_calendar(reminders: Sequence[Reminder], now: Moment) -> str:
    """Lines end in CR LF and are folded, as the format has it. ``now``: when the file is made."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//lrx//lrx {__version__}//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        *(line for reminder in reminders for line in _event(reminder, now)),
        "END:VCALENDAR",
    ]
    return "".join(part + "\r\n" for line in lines for part in _folded(line))


def _event(reminder: Reminder, now: Moment) -> Iterator[str]:
    time = f"{reminder.hour:02d}{reminder.minute:02d}"
    days = ",".join(_CODES[day] for day in reminder.days)
    start = iso_date(first_day(reminder, now)).replace("-", "")
    yield "BEGIN:VEVENT"
    what = clean(f"{days} {reminder.title} {reminder.command}").encode()
    yield f"UID:lrx-{time}-{crc32(what):08x}@lrx.invalid"
    yield f"DTSTAMP:{Moment(now.utc, 0).stamp.replace('-', '')}Z"
    yield f"DTSTART:{start}T{time}00"
    yield f"DURATION:PT{reminder.minutes}M"
    yield f"RRULE:FREQ=WEEKLY;BYDAY={days}"
    yield f"SUMMARY:{_text(reminder.title)}"
    yield f"DESCRIPTION:{_text(reminder.command)}"
    yield "TRANSP:TRANSPARENT"
    yield "BEGIN:VALARM"
    yield "ACTION:DISPLAY"
    yield "TRIGGER:PT0S"
    yield f"DESCRIPTION:{_text(reminder.title)}"
    yield "END:VALARM"
    yield "END:VEVENT"


def _text(text: str) -> str:
    """A value that is text: what means something to the format is escaped."""
    escaped = clean(text).replace("\\", "\\\\")
    return escaped.replace(";", "\\;").replace(",", "\\,")


def _folded(line: str) -> Iterator[str]:
    """At most 75 octets a line, no letter cut in two; what goes on begins with a space."""
    part, size = "", 0
    for letter in line:
        octets = len(letter.encode())
        if size + octets > _MOST_OCTETS:
            yield part
            part, size = " ", 1
        part += letter
        size += octets
    yield part


# --- lines for cron, to be pasted into a crontab ----------------------------------------------------


def as_cron_lines(reminders: Sequence[Reminder], platform: str) -> str:
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
