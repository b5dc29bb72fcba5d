"""What somebody could write to make a terminal obey instead of show, and how to see that it got through.

Nothing here is looked for by pattern in the program: it goes by the category of each character. So these
are only samples, of every family that is known to have worked somewhere.
"""

from __future__ import annotations

import unicodedata

_ENDS = {"bel": "\x07", "st": "\x1b\\", "c1 st": "\x9c"}


def _sequences() -> dict[str, str]:
    found: dict[str, str] = {}
    # CSI, by ESC [ and by the one character that means the same.
    for name, parameters in {
        "clear": "2J", "home": "H", "up": "5A", "color": "31m", "colon color": "38:2::255:0:0m", "hide": "8m",
        "mouse on": "?1003h", "other screen": "?1049h", "paste": "?2004h", "where": "6n", "who": "c",
        "size": "18t", "title back": "21t", "window": "8;1;1t", "reset": "!p", "region": "1;2r",
        "insert": "4h", "repeat": "9999b", "keys": ">1u", "huge": "99999999999999999999m",
    }.items():  # fmt: skip
        found[f"CSI {name}"] = f"\x1b[{parameters}"
        found[f"C1 CSI {name}"] = f"\x9b{parameters}"
    # OSC, DCS, APC, PM and SOS, each with every end that a terminal takes, and with none.
    for name, body in {
        "title": "0;owned", "icon": "1;owned", "link": "8;;http://evil.example/",
        "clipboard": "52;c;b3duZWQ=", "palette": "4;1;?", "folder": "7;file:///etc", "notice": "9;owned",
        "command": "133;C", "file": "1337;File=:AAAA", "font": "50;fixed",
    }.items():  # fmt: skip
        for end, letters in _ENDS.items():
            found[f"OSC {name} {end}"] = f"\x1b]{body}{letters}"
        found[f"C1 OSC {name}"] = f"\x9d{body}\x9c"
    for name, letters in {"DCS": "P", "SOS": "X", "PM": "^", "APC": "_"}.items():
        found[name] = f"\x1b{letters}owned\x1b\\"
        found[f"{name} unended"] = f"\x1b{letters}owned"
        found[f"C1 {name}"] = f"{chr(ord(letters) + 0x40)}owned\x9c"
    found["tmux"] = "\x1bPtmux;\x1b\x1b]52;c;b3duZWQ=\x07\x1b\\"
    found["sixel"] = "\x1bPq#0;2;0;0;0~-\x1b\\"
    for letter in "c78DEHMNOZ=>|}~n":
        found[f"ESC {letter}"] = f"\x1b{letter}"
    found |= {"ESC charset": "\x1b(0", "ESC size": "\x1b#8", "ESC utf8": "\x1b%@", "ESC alone": "\x1b"}
    found["split"] = "\x1b\x00[31m"
    return found


def _characters() -> dict[str, str]:
    controls = {f"U+{code:04X}": chr(code) for code in (*range(0x20), *range(0x7F, 0xA0)) if code != 0x0A}
    unseen = (
        0xAD, 0x61C, 0x115F, 0x1160, 0x180E, 0x200B, 0x200E, 0x200F, 0x2028, 0x2029, 0x202A, 0x202B, 0x202C,
        0x202D, 0x202E, 0x2060, 0x2061, 0x2066, 0x2067, 0x2068, 0x2069, 0x206A, 0x206F, 0x3164, 0xFEFF,
        0xFFA0, 0xFFF9, 0xFFFB, 0x1D173, 0xE0001, 0xE0041, 0xE007F, 0xE000, 0x10FFFD, 0x378, 0xFDD0, 0xFFFF,
        0xD800, 0xDBFF, 0xDC80, 0xDFFF,
    )  # fmt: skip
    return controls | {f"U+{code:04X}": f"a{chr(code)}b" for code in unseen}


def _markup() -> dict[str, str]:
    return {
        "rich closing": "[/]", "rich closing a style": "[/bold]",
        "rich link": "[link=http://evil.example]x[/link]", "rich style": "[blink red]x", "emoji": ":skull:",
        "percent": "%s%n%(x)s", "braces": "{0.__class__}{s}", "dollar": "$(id)`id`${HOME}",
        "entity": "&lt;script&gt;&#27;[31m", "backslash": "\\x1b[31m\\033[31m",
        "a tower of accents": "a" + "\u0301" * 300, "two joiners": "\u200d\u200d\u200d\u200d\u200d\u200dx",
        "script": "</style></title></svg><script>alert(1)</script>",
        "attribute": "\" onload='alert(1)' x=\"", "link": "javascript:alert(1)", "comment": "--><!--]]>",
        "formula": "=cmd|' /C calc'!A0", "sum": "+1+1", "at": "@SUM(A1)", "minus": "-1+1",
        "calendar": "x\r\nBEGIN:VEVENT\r\nSUMMARY:owned", "semicolon": ";,\\n",
        "shell": "'; touch owned; '", "option": "--help", "path": "../../../etc/passwd", "device": "con",
    }  # fmt: skip


CONTROLS: dict[str, str] = _sequences() | _characters()
"""By name. Each has something in it that no output may have."""
MARKUP: dict[str, str] = _markup()
"""Means something to some program; on a terminal it is text."""
PAYLOADS: dict[str, str] = CONTROLS | MARKUP

_OBEYED = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_SHAPING = "\u200c\u200d"
_BLANK_LETTERS = "\u115f\u1160\u3164\uffa0"


def obeyed(text: str, *, ours: str = "\n") -> list[str]:
    """The characters in ``text`` that a terminal may not get from us. ``ours``: those that we write."""
    return [
        f"U+{ord(letter):04X}"
        for letter in text
        if letter not in ours
        and letter not in _SHAPING
        and (unicodedata.category(letter) in _OBEYED or letter in _BLANK_LETTERS)
    ]
