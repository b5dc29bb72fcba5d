"""What can lie where a file is expected: other bytes, and what is no file at all."""

from __future__ import annotations

import gzip
import os
import socket
from collections.abc import Callable, Mapping
from pathlib import Path

Bytes = Callable[[bytes], bytes]
"""From a good document to what a broken program, editor or disk leaves of it."""
Make = Callable[[Path], None]


def _utf(codec: str) -> Bytes:
    return lambda good: good.decode().encode(codec)


BYTES: Mapping[str, Bytes] = {
    "UTF-16": _utf("utf-16"),
    "UTF-16 without a mark": _utf("utf-16-le"),
    "UTF-16 of the other kind": _utf("utf-16-be"),
    "UTF-32": _utf("utf-32"),
    "UTF-7": lambda good: b"+AHs-" + good[1:],
    "Latin-1": lambda good: good.replace(b"e", b"\xe9", 3),
    "CESU-8": lambda good: good.replace(b"e", b"\xed\xa0\xbd\xed\xb8\x80", 1),
    "overlong UTF-8": lambda good: good.replace(b"e", b"\xc0\xaf", 1),
    "a NUL at the beginning": lambda good: b"\0" + good,
    "NULs at the end": lambda good: good + bytes(512),
    "NULs in the middle": lambda good: good[:100] + bytes(100) + good[200:],
    "only NULs": lambda good: bytes(len(good)),
    "nothing": lambda good: b"",
    "a blank": lambda good: b" ",
    "only blanks": lambda good: b" \r\n\t" * 1_000,
    "half of it": lambda good: good[: len(good) // 2],
    "all but the last byte": lambda good: good.rstrip()[:-1],
    "it twice": lambda good: good + good,
    "something after it": lambda good: good + b"garbage",
    "a zero after it": lambda good: good + b"\0",
    "comments": lambda good: b"// mine\n" + good,
    "a comment in the middle": lambda good: good.replace(b",", b", /* mine */", 1),
    "a comma too many": lambda good: good.rstrip()[:-1] + b",}",
    "single quotation marks": lambda good: good.replace(b'"', b"'"),
    "a list around it": lambda good: b"[" + good + b"]",
    "a text": lambda good: b'"' + good.replace(b'"', b"'").replace(b"\n", b" ") + b'"',
    "a number": lambda good: b"7",
    "null": lambda good: b"null",
    "a page": lambda good: b"<!DOCTYPE html><html></html>",
    "a picture": lambda good: b"\x89PNG\r\n\x1a\n" + bytes(64),
    "a packed file": gzip.compress,
    "escape sequences": lambda good: b"\x1b]0;owned\x07\x1b[2J" + good,
    "a program": lambda good: b"#!/bin/sh\ntouch owned\n",
    "a merge": lambda good: b"<<<<<<< mine\n" + good + b"=======\n" + good + b">>>>>>> theirs\n",
    "a byte too many": lambda good: good + b" " * (1_048_577 - len(good)),
    "a hundred thousand brackets": lambda good: b"[" * 100_000,
    "a hundred thousand braces": lambda good: b'{"a":' * 100_000,
    "a long number": lambda good: b'{"format": ' + b"9" * 1_000_000 + b"}",
    "a long name": lambda good: b'{"' + b"x" * 1_000_000 + b'": 1}',
    "many names": lambda good: b'{"lines": [],' + b",".join(b'"%x": 1' % n for n in range(90_000)) + b"}",
    "many exercises": lambda good: b'{"format": 1, "exercises": [' + b",".join([b"{}"] * 300_000) + b"]}",
    "many sources": lambda good: (
        b'{"format": 1, "exercises": [], "sources": {'
        + b",".join(b'"%x": {}' % n for n in range(70_000))
        + b"}}"
    ),
    "many poses": lambda good: (
        b'{"format": 1, "panels": [], "poses": {' + b",".join(b'"%x": 0' % n for n in range(70_000)) + b"}}"
    ),
    "many steps": lambda good: (
        b'{"format": 1, "exercises": ['
        + b",".join([b'{"steps": [' + b",".join([b"{}"] * 60) + b"]}"] * 200)
        + b"]}"
    ),
}
"""Each is to be refused wherever a document is read."""

HARMLESS: Mapping[str, Bytes] = {
    "a byte order mark": lambda good: b"\xef\xbb\xbf" + good,
    "as it is": lambda good: good,
    "line ends of another system": lambda good: good.replace(b"\n", b"\r\n"),
    "blanks around it": lambda good: b"\n \n" + good + b"\n\n",
    "letters spelled out": lambda good: good.replace(b"format", b"\\u0066ormat"),
}
"""To be read like the document itself."""


def make_socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as listening:
        # The path of a socket may be a hundred bytes long.
        here = os.open(path.parent, os.O_RDONLY)
        try:
            listening.bind(f"/proc/self/fd/{here}/{path.name}")
        finally:
            os.close(here)


def _link(target: str) -> Make:
    return lambda path: path.symlink_to(target)


def _hole(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(100_000_000)


NO_FILES: Mapping[str, Make] = {
    "a folder": Path.mkdir,
    "a pipe": os.mkfifo,
    "a socket": make_socket,
    "zeros without an end": _link("/dev/zero"),
    "chance without an end": _link("/dev/urandom"),
    "a full device": _link("/dev/full"),
    "a device with nothing": _link("/dev/null"),
    "the memory of the program": _link("/proc/self/mem"),
    "a link to itself": lambda path: path.symlink_to(path.name),
    "a link to nothing": _link("nothing.json"),
    "a link out of the folder to nothing": _link("../../../../nonexistent/x"),
    "a hundred megabytes of nothing": _hole,
}
"""Each is to be refused, at once."""

NAMES: tuple[bytes, ...] = (
    b"a b.json", b"\x1b[31mred.json", b"\x1b]0;owned\x07.json", b"\x9b31m.json", b"two\nlines.json",
    b"cr\r.json", b"tab\t.json", b"\xff\xfe.json", b"\xc2\x9b31m.json", b"\xe2\x80\xae.json", b"\x7f.json",
    b"\xed\xa0\x80.json", b"-rf.json", b"--help.json", b"$(touch owned).json", b"`id`.json", b"'.json",
    b'".json', b"%s%n.json", b"[red]x[bold].json", b"{0}.json", b"x" * 250 + b".json", b"con.json",
    b"\xf0\x9f\xa6\xb4.json",
    b"a;b&c|d.json", b"*.json", b"~.json", b"\\.json", b"a" + b"\xcc\x81" * 20 + b".json",
)  # fmt: skip
"""Of files; Linux takes any byte but NUL and the slash."""
