"""A remote on the mat: media keys, headset buttons and phones, as a desktop passes them on (MPRIS).

A session appears on the desktop's bus (D-Bus) as a media player, so a button reaches it whichever window has
the keyboard. That needs the extra ``remote`` (jeepney); without it, or without a bus, there is no remote, and
nothing else changes. A session never waits for the bus: messages come by the same ``select`` as keys, and
a bus that fails is given up.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from lrx_cli.core.ports import Output
from lrx_cli.system.clock import awake_ns

if TYPE_CHECKING:
    from jeepney import Message

    from lrx_cli.core.player import Event, Snapshot

_NAME = "org.mpris.MediaPlayer2.lrx"
_PATH = "/org/mpris/MediaPlayer2"
_ROOT = "org.mpris.MediaPlayer2"
_PLAYER = "org.mpris.MediaPlayer2.Player"
_PROPERTIES = "org.freedesktop.DBus.Properties"
_DO_NOT_QUEUE = 4
"""A flag of RequestName: where another session has the name already, say so instead of waiting for it."""
_OWNER = 1
"""The answer to RequestName: the name is ours now."""
_HANDSHAKE_S = 0.3
"""A bus of this machine answers in a millisecond; one that does not is not waited for."""
_JUMP_US = 1_000_000
"""A position further than this from where playing on would be is announced, as MPRIS asks for."""
_KEYS = {"Next": "pagedown", "Previous": "pageup", "PlayPause": "f5"}
"""By method, the key of a presentation clicker that means the same."""

Variant = tuple[str, Any]
"""A value after its D-Bus signature."""

_PROGRAM: Mapping[str, Variant] = {
    "Identity": ("s", "lrx"),
    "CanQuit": ("b", False),
    "CanRaise": ("b", False),
    "HasTrackList": ("b", False),
    "SupportedUriSchemes": ("as", []),
    "SupportedMimeTypes": ("as", []),
}
"""What holds for every session, by the names of MPRIS."""


def bus_address() -> str | None:
    """The socket of this desktop's bus; ``None``: there is none, or no jeepney to speak to it."""
    try:
        from jeepney.bus import find_session_bus

        address: str = find_session_bus()
        return address
    except (ImportError, KeyError, RuntimeError, ValueError):
        return None


class Remote(Output):
    """What a desktop sees of a session, and the keys that its buttons stand for.

    ``address``: of the bus. It is connected with the first event: the first picture does not wait for it.
    """

    def __init__(self, address: str) -> None:
        self._address = address
        self._bus: _Bus | None = None
        self._shown: dict[str, Variant] = {}
        """The properties of the player, as they were announced; empty before the first event."""
        self._at_us = 0
        """The position within the exercise when ``_seen_ns`` was now."""
        self._seen_ns = 0

    # --- what is pressed ---------------------------------------------------------------------------------

    @property
    def fd(self) -> int | None:
        """To wait for; ``None``: there is no bus, or no more."""
        return None if self._bus is None else self._bus.socket.fileno()

    def read(self) -> list[str]:
        """What was pressed, by the names of :class:`lrx_cli.core.ports.Keys`."""
        keys: list[str] = []
        if self._bus is not None:
            try:
                for call in self._bus.calls():
                    keys += self._obey(self._bus, call)
            except (OSError, ValueError):  # it is gone, or no bus at all
                self.close()
        return keys

    def _obey(self, bus: _Bus, call: Message) -> list[str]:
        from jeepney import HeaderFields

        interface, member = (call.header.fields.get(HeaderFields[name]) for name in ("interface", "member"))
        match interface, member, call.body:
            case "org.freedesktop.DBus.Peer", "Ping", _:
                bus.answer(call)
            case "org.freedesktop.DBus.Properties", "Get", (of, name) if name in self._properties_of(of):
                bus.answer(call, "v", self._properties_of(of)[name])
            case "org.freedesktop.DBus.Properties", "GetAll", (of,):
                bus.answer(call, "a{sv}", self._properties_of(of))
            case "org.mpris.MediaPlayer2.Player", "Next" | "Previous" | "PlayPause", _:
                bus.answer(call)
                return [_KEYS[member]]
            case "org.mpris.MediaPlayer2.Player", "Play" | "Pause" | "Stop", _:
                bus.answer(call)
                # A button on its own ends no session, so Stop pauses.
                return [] if self._plays is (member == "Play") else [_KEYS["PlayPause"]]
            case _:
                bus.refuse(call)
        return []

    def _properties_of(self, interface: str) -> Mapping[str, Variant]:
        if interface == _PLAYER:
            return {**self._shown, "Position": ("x", self._position_us())}
        return _PROGRAM if interface == _ROOT else {}

    # --- what is shown -----------------------------------------------------------------------------------

    def on_events(self, events: Sequence[Event], now: Snapshot) -> None:
        if not self._shown:
            try:
                self._bus = _Bus(self._address)
            except (OSError, ValueError):
                self._bus = None
        shown, position_us = _properties(now), now.exercise_elapsed * 1_000
        changed = {name: value for name, value in shown.items() if self._shown.get(name) != value}
        jumped = "Metadata" not in changed and abs(position_us - self._position_us()) > _JUMP_US
        self._shown, self._at_us, self._seen_ns = shown, position_us, awake_ns()
        if self._bus is not None:
            try:
                if changed:
                    self._bus.announce(_PROPERTIES, "PropertiesChanged", "sa{sv}as", (_PLAYER, changed, []))
                if jumped:
                    self._bus.announce(_PLAYER, "Seeked", "x", (position_us,))
            except OSError:
                self.close()

    @property
    def _plays(self) -> bool:
        return self._shown.get("PlaybackStatus") == ("s", "Playing")

    def _position_us(self) -> int:
        return self._at_us + (awake_ns() - self._seen_ns) // 1_000 * self._plays

    def redraw(self, now: Snapshot) -> None:
        """What was pressed while the session was stopped is answered, and was not meant for now."""
        self.read()

    def close(self) -> None:
        bus, self._bus = self._bus, None
        if bus is not None:
            bus.socket.close()


def _properties(now: Snapshot) -> dict[str, Variant]:
    """A session as MPRIS describes a player; an exercise is a track."""
    status = {"running": "Playing", "paused": "Paused"}.get(now.state, "Stopped")
    track: dict[str, Variant] = {"mpris:trackid": ("o", f"/lrx/exercise/{now.place}")}
    if now.block is not None:
        track["xesam:title"] = ("s", now.block.name)
        track["xesam:artist"] = ("as", [f"Exercise {now.place} of {now.places}"])
        track["mpris:length"] = ("x", now.exercise_total * 1_000)
    return {
        "PlaybackStatus": ("s", status),
        "Metadata": ("a{sv}", track),
        "Rate": ("d", 1.0),
        "MinimumRate": ("d", 1.0),
        "MaximumRate": ("d", 1.0),
        "Volume": ("d", 1.0),
        "CanGoNext": ("b", True),
        "CanGoPrevious": ("b", True),
        "CanPlay": ("b", True),
        "CanPause": ("b", True),
        "CanSeek": ("b", False),
        "CanControl": ("b", True),
    }


class _Bus:
    """A connection that never waits once it is there. Raises ``OSError``, or ``ValueError`` where what
    listens at ``address`` is not a bus."""

    def __init__(self, address: str) -> None:
        from jeepney import DBusAddress, Parser, message_bus
        from jeepney.auth import BEGIN, AuthenticationError, Authenticator

        self.socket = socket.socket(socket.AF_UNIX)
        self._serial = 0
        self._named = 0
        """The serial of the message that asked for the name."""
        self._parser = Parser()
        self._player = DBusAddress(_PATH)
        try:
            self.socket.settimeout(_HANDSHAKE_S)
            self.socket.connect(address)
            login = Authenticator()
            for request in login:
                self.socket.sendall(request)
                login.feed(self._arrived())
            self.socket.sendall(BEGIN)
            self.socket.setblocking(False)
            self._send(message_bus.Hello())
            self._named = self._send(message_bus.RequestName(_NAME, _DO_NOT_QUEUE))
        except AuthenticationError as error:
            self.socket.close()
            raise ValueError(str(error)) from error
        except BaseException:
            self.socket.close()
            raise

    def _arrived(self) -> bytes:
        data = self.socket.recv(4096)
        if not data:
            raise ConnectionResetError
        return data

    def calls(self) -> Iterator[Message]:
        """Those that have arrived. Another session may have the name: then this one has a name with its
        number, as MPRIS wants it."""
        from jeepney import HeaderFields, MessageType, message_bus

        while True:
            while (message := self._parser.get_next_message()) is not None:
                answered = message.header.fields.get(HeaderFields.reply_serial)
                if message.header.message_type is MessageType.method_call:
                    yield message
                elif answered == self._named and message.body != (_OWNER,):
                    self._send(message_bus.RequestName(f"{_NAME}.instance{os.getpid()}", _DO_NOT_QUEUE))
            try:
                self._parser.add_data(self._arrived())
            except BlockingIOError:
                return

    def answer(self, call: Message, signature: str | None = None, value: object = None) -> None:
        from jeepney import MessageFlag, new_method_return

        if not call.header.flags & MessageFlag.no_reply_expected:
            self._send(new_method_return(call, signature, () if signature is None else (value,)))

    def refuse(self, call: Message) -> None:
        from jeepney import new_error

        self._send(new_error(call, "org.freedesktop.DBus.Error.NotSupported"))

    def announce(self, interface: str, name: str, signature: str, body: tuple[object, ...]) -> None:
        from jeepney import new_signal

        self._send(new_signal(self._player.with_interface(interface), name, signature, body))

    def _send(self, message: Message) -> int:
        """The number that an answer refers to."""
        self._serial += 1
        self.socket.sendall(message.serialise(serial=self._serial))
        return self._serial
