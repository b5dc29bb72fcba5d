"""Chromium and Firefox without a window, driven with the standard library alone.

Chromium speaks its own protocol over a pipe, Firefox WebDriver BiDi over a web socket.
"""

from __future__ import annotations

import base64
import json
import os
import socket
import struct
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from typing import Any


class Browser:
    """One browser with one page. Everything that it requests and everything it says is kept."""

    name: str

    def __init__(self, profile: Path) -> None:
        self.downloads = profile / "downloads"
        self.downloads.mkdir()
        self._process: subprocess.Popen[bytes]
        self._number = 0
        self.requested: list[str] = []
        self.said: list[str] = []

    def open(self, path: Path, *, scripts: bool = True) -> None:
        raise NotImplementedError

    def run(self, script: str) -> Any:
        """The value of an expression; a promise is waited for."""
        raise NotImplementedError

    def size(self, width: int, height: int, *, text: int = 100) -> None:
        """Of a phone. ``text``: percent of the usual letters."""
        raise NotImplementedError

    def picture(self, path: Path) -> None:
        raise NotImplementedError

    def close(self) -> None:
        raise NotImplementedError

    def until(self, script: str, seconds: float = 30) -> None:
        """Wait until it is true."""
        end = time.monotonic() + seconds
        while not self.run(f"!!({script})"):
            assert time.monotonic() < end, f"never true: {script}"
            time.sleep(0.02)

    def _gone(self) -> None:
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


_FLAGS = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --remote-debugging-pipe --mute-audio "
    "--autoplay-policy=no-user-gesture-required"
)


class Chromium(Browser):
    name = "chromium"

    def __init__(self, profile: Path) -> None:
        super().__init__(profile)
        to_browser, self._out = os.pipe()
        self._in, from_browser = os.pipe()
        os.set_inheritable(to_browser, True)
        os.set_inheritable(from_browser, True)
        # The browser reads commands from descriptor 3 and writes to 4.
        start = f'exec chromium {_FLAGS} --user-data-dir="$0" about:blank 3<&{to_browser} 4>&{from_browser}'
        self._process = subprocess.Popen(
            ["bash", "-c", start, str(profile)],
            pass_fds=(to_browser, from_browser),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=os.environ | {"HOME": str(profile)},  # what a browser keeps beside its profile, too
        )
        os.close(to_browser)
        os.close(from_browser)
        self._buffer = b""
        self._session: str | None = None
        self.send("Browser.setDownloadBehavior", behavior="allow", downloadPath=str(self.downloads))
        target = self.send("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.send("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Network", "Runtime", "Log"):
            self.send(f"{domain}.enable")

    def close(self) -> None:
        self._session = None
        with suppress(OSError):
            self.send("Browser.close")
        self._gone()
        os.close(self._in)
        os.close(self._out)

    def send(self, method: str, **params: Any) -> dict[str, Any]:
        self._number += 1
        message: dict[str, Any] = {"id": self._number, "method": method, "params": params}
        if self._session:
            message["sessionId"] = self._session
        whole = json.dumps(message).encode() + b"\0"
        while whole:
            whole = whole[os.write(self._out, whole) :]
        while True:
            answer = self._receive()
            if answer.get("id") == self._number:
                if "error" in answer:
                    raise RuntimeError(answer["error"])
                result: dict[str, Any] = answer["result"]
                return result

    def _receive(self) -> dict[str, Any]:
        while b"\0" not in self._buffer:
            more = os.read(self._in, 1 << 20)
            if not more:
                raise OSError("the browser is gone")
            self._buffer += more
        one, self._buffer = self._buffer.split(b"\0", 1)
        found: dict[str, Any] = json.loads(one)
        params = found.get("params", {})
        match found.get("method"):
            case "Network.requestWillBeSent":
                self.requested.append(params["request"]["url"])
            case "Runtime.consoleAPICalled":
                self.said.append(str(params["args"]))
            case "Runtime.exceptionThrown":
                self.said.append(str(params["exceptionDetails"]))
            case "Log.entryAdded":
                self.said.append(params["entry"]["text"])
        return found

    def open(self, path: Path, *, scripts: bool = True) -> None:
        self.send("Emulation.setScriptExecutionDisabled", value=not scripts)
        self.requested.clear()
        self.said.clear()
        self.send("Page.navigate", url=path.as_uri())
        if scripts:
            self.until("document.getElementById('start')?.hidden === false")

    def run(self, script: str) -> Any:
        found = self.send(
            "Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True, userGesture=True
        )
        if "exceptionDetails" in found:
            raise RuntimeError(found["exceptionDetails"]["exception"].get("description", found))
        return found["result"].get("value")

    def size(self, width: int, height: int, *, text: int = 100) -> None:
        self.send(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=True
        )
        self.run(f"document.documentElement.style.fontSize = '{text}%'")

    def prefer(self, *, dark: bool = False, still: bool = False) -> None:
        media = [
            {"name": "prefers-color-scheme", "value": "dark" if dark else "light"},
            {"name": "prefers-reduced-motion", "value": "reduce" if still else "no-preference"},
        ]
        self.send("Emulation.setEmulatedMedia", features=media)

    def picture(self, path: Path) -> None:
        found = self.send("Page.captureScreenshot", format="png")
        path.write_bytes(base64.b64decode(found["data"]))


_PREFERENCES = {
    "media.autoplay.default": 0,
    "media.autoplay.blocking_policy": 0,
    "media.volume_scale": "0.0",
    "browser.shell.checkDefaultBrowser": False,
    "browser.aboutwelcome.enabled": False,
    "browser.startup.page": 0,
    "browser.download.folderList": 2,
    "datareporting.policy.dataSubmissionEnabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "remote.prefs.recommended": True,
}


class Firefox(Browser):
    name = "firefox"

    def __init__(self, profile: Path) -> None:
        super().__init__(profile)
        preferences = {**_PREFERENCES, "browser.download.dir": str(self.downloads)}
        lines = (f"user_pref({json.dumps(key)}, {json.dumps(value)});" for key, value in preferences.items())
        (profile / "user.js").write_text("\n".join(lines))
        self._process = subprocess.Popen(
            [
                "firefox-esr",
                "--headless",
                "--no-remote",
                "--profile",
                str(profile),
                "--remote-debugging-port",
                "0",
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=os.environ | {"HOME": str(profile)},  # what a browser keeps beside its profile, too
        )
        told = profile / "WebDriverBiDiServer.json"
        end = time.monotonic() + 60
        while not told.exists() or not told.read_text().strip():
            assert time.monotonic() < end, "Firefox does not start"
            time.sleep(0.1)
        self._socket = _WebSocket("127.0.0.1", json.loads(told.read_text())["ws_port"], "/session")
        self.send("session.new", capabilities={})
        self._page = self.send("browsingContext.getTree")["contexts"][0]["context"]
        self.send("session.subscribe", events=["network.beforeRequestSent", "log.entryAdded"])

    def close(self) -> None:
        with suppress(OSError, RuntimeError):
            self.send("browser.close")
        self._socket.close()
        self._gone()

    def send(self, method: str, **params: Any) -> dict[str, Any]:
        self._number += 1
        self._socket.send(json.dumps({"id": self._number, "method": method, "params": params}))
        while True:
            answer = json.loads(self._socket.receive())
            if answer.get("id") == self._number:
                if answer["type"] == "error":
                    raise RuntimeError(answer["error"], answer["message"])
                result: dict[str, Any] = answer["result"]
                return result
            match answer.get("method"):
                case "network.beforeRequestSent":
                    self.requested.append(answer["params"]["request"]["url"])
                case "log.entryAdded":
                    self.said.append(str(answer["params"]["text"]))

    def open(self, path: Path, *, scripts: bool = True) -> None:
        assert scripts, "scripts are on in this one"
        self.requested.clear()
        self.said.clear()
        self.send("browsingContext.navigate", context=self._page, url=path.as_uri(), wait="complete")
        self.until("document.getElementById('start')?.hidden === false")

    def run(self, script: str) -> Any:
        # As JSON: BiDi has a form of its own for each kind of value.
        found = self.send(
            "script.evaluate",
            expression=f"(async () => JSON.stringify([await (0, ({script}))]))()",
            target={"context": self._page},
            awaitPromise=True,
            userActivation=True,
        )
        if found["type"] == "exception":
            raise RuntimeError(found["exceptionDetails"]["text"])
        (value,) = json.loads(found["result"]["value"])
        return value

    def size(self, width: int, height: int, *, text: int = 100) -> None:
        viewport = {"width": width, "height": height}
        self.send("browsingContext.setViewport", context=self._page, viewport=viewport)
        self.run(f"document.documentElement.style.fontSize = '{text}%'")

    def picture(self, path: Path) -> None:
        found = self.send("browsingContext.captureScreenshot", context=self._page)
        path.write_bytes(base64.b64decode(found["data"]))


class _WebSocket:
    """A client, for text."""

    def __init__(self, host: str, port: int, path: str) -> None:
        self._socket = socket.create_connection((host, port), timeout=60)
        self._file = self._socket.makefile("rb")
        key = base64.b64encode(os.urandom(16)).decode()
        self._socket.sendall(
            f"GET {path} HTTP/1.1\r\nHost: {host}:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n".encode()
        )
        assert b" 101 " in self._file.readline()
        while self._file.readline().strip():
            pass

    def send(self, text: str) -> None:
        data = text.encode()
        masked = 0x80
        if len(data) < 126:
            size = struct.pack("!B", masked | len(data))
        elif len(data) < 1 << 16:
            size = struct.pack("!BH", masked | 126, len(data))
        else:
            size = struct.pack("!BQ", masked | 127, len(data))
        mask = os.urandom(4)  # Firefox refuses one of zeros
        masked_data = bytes(byte ^ mask[place % 4] for place, byte in enumerate(data))
        self._socket.sendall(b"\x81" + size + mask + masked_data)

    def receive(self) -> str:
        whole = b""
        while True:
            first, size = self._file.read(2)
            if size == 126:
                (size,) = struct.unpack("!H", self._file.read(2))
            elif size == 127:
                (size,) = struct.unpack("!Q", self._file.read(8))
            data = self._file.read(size)
            if first & 0x0F in (0x8, 0x9, 0xA):  # closing, or asking whether somebody is there
                assert first & 0x0F != 0x8, "the browser is gone"
                continue
            whole += data
            if first & 0x80:
                return whole.decode()

    def close(self) -> None:
        self._file.close()
        self._socket.close()
