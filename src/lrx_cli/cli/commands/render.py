"""``lrx render``: the session as a sound file or a page that plays, for a phone on the mat."""

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from lrx_cli import locations
from lrx_cli.cli.context import STDOUT, check_output, refuse_terminal, write_output
from lrx_cli.cli.options import OUTPUT, ForceOption, OutputOption, PlanOptions, option, takes_plan
from lrx_cli.cli.plan_today import Today, plan_now, tell_refusal
from lrx_cli.core.player.interruptions import repertoire
from lrx_cli.core.timeline import Timeline
from lrx_cli.core.timeline.compile import compile
from lrx_cli.core.words import changed_words, clock
from lrx_cli.errors import WARNING_SIGN, LrxError, UsageError
from lrx_cli.exports import sound_file
from lrx_cli.exports.sound_file import Chapter, chapters, webvtt
from lrx_cli.render.console import progress_bar, put, tell
from lrx_cli.session.audio import nobody, voice_now
from lrx_cli.session.drawing import figure_of
from lrx_cli.sound.samples import PER_MS, wave
from lrx_cli.storage.catalog import load_safety
from lrx_cli.text import clean, count

if TYPE_CHECKING:
    from lrx_cli.exports.page.data import Recording

app = typer.Typer(add_completion=False)

OPENS_IN = (
    "It opens in a browser. An iPhone or iPad plays it only from a web address, since Files and Mail run no "
    "scripts: in its folder, python3 -m http.server makes one, or take the .wav."
)
_FEW = 3
"""So many exercises are named in a title."""


@app.command()
@takes_plan
def render(
    plan: PlanOptions,
    output: OutputOption = None,
    force: ForceOption = False,
    split: Annotated[
        bool, option("--split", "One file an exercise, numbered: session-01-cat-cow.mp3.", OUTPUT)
    ] = False,
    voice: Annotated[bool, option("--voice/--no-voice", "Words, or tones alone.")] = True,
) -> None:
    """Write a session as a sound file or a page that plays, for a phone on the mat.

    Examples:
      lrx render -o session.mp3
      lrx render -o session.html
      lrx render --routine morning --teach short -o morning.wav
      lrx render --split -o session.mp3

    Every tone and word comes at its moment: lrx preview --no-keys shows the same.
    An MP3 file has a chapter for each exercise. What is said is beside it to
    read, as subtitles: session.vtt. The HTML file is a page with pictures and
    buttons that a browser plays without a network; an iPhone needs it at a web
    address.
    """
    output = _checked(output, split=split, force=force)
    as_page = output.lower().endswith(".html")
    if tell_refusal():
        raise typer.Exit(WARNING_SIGN)
    today = plan_now(plan, what="render")
    # Nobody can press a key on what a phone plays, so no key is spoken of.
    timeline = compile(today.plan, attended=False)
    files = [] if as_page else _files(output, timeline, split=split)
    for name in (name for file in files for name in (file.sound, file.subtitles)):
        check_output(name, [".wav", ".mp3", ".vtt"], force=force)
    # A page also says what follows its buttons.
    spoken = [cue.say for segment in timeline.path for cue in segment.cues if cue.say]
    lines = repertoire(timeline) if as_page else spoken
    speaking = voice_now(today.settings.voice_command)
    if voice:
        speaking.prepare(lines)
    if as_page:
        document = _page(today, timeline, speaking.recording if voice else nobody)
        write_output(output, document, force=force)
        summary = [_summary(output, _whole(timeline), len(document)), OPENS_IN]
    else:
        says = speaking.line if voice else nobody
        summary = _write_sound(files, timeline, says, volume=today.settings.volume, force=force)
    say = tell if output == STDOUT else put
    say(summary + changed_words(today.plan, today.catalog.names()))
    if voice:
        unsaid = [line for line in dict.fromkeys(lines) if speaking.recording(line) is None]
        say(_unsaid(unsaid, speaking.failed))


def _checked(output: str | None, *, split: bool, force: bool) -> str:
    """Raises :class:`LrxError` where it cannot be written, before any work is done for it."""
    if output is None:
        raise UsageError("lrx render needs a file to write.", hint="lrx render -o session.wav")
    check_output(output, [".wav", ".mp3", ".html"], force=force or split)
    ending = os.path.splitext(output.lower())[1]
    if ending == ".html" and split:
        raise UsageError("--split writes sound files, and a page is one file.")
    if output == STDOUT:
        if split:
            raise UsageError("--split writes several files, and -o - is one.")
        refuse_terminal("A sound file cannot be shown on a terminal.", "lrx render -o session.wav")
    if ending == ".mp3":
        try:
            sound_file.mp3_encoder()
        except ImportError as error:
            raise LrxError(
                "Writing MP3 needs the extra mp3, which is not installed or cannot be loaded.",
                problems=[clean(str(error))],
                hint="pip install 'lrx-cli[mp3]', or a WAV file: lrx render -o session.wav",
            ) from error
    return output


def _write_sound(
    files: Sequence["_File"], timeline: Timeline, says: sound_file.Voice, *, volume: int, force: bool
) -> list[str]:
    """What was written, in a sentence a file."""
    samples = sound_file.laid_out(timeline, says, volume=volume)
    summary = []
    for number, file in enumerate(files, start=1):
        part = samples[file.part.start * PER_MS : file.part.end * PER_MS]
        if file.sound.lower().endswith(".mp3"):
            split = bool(file.part.exercise)  # one exercise is in it, not the session
            track = (number, len(files)) if split else None
            head = sound_file.mp3_tag(file.part.title, [] if split else chapters(timeline), track=track)
            with progress_bar("Writing") as progress:
                document = head + sound_file.mp3(part, progress)
        else:
            document = wave(part)
        write_output(file.sound, document, force=force)
        if file.subtitles is not None:
            write_output(file.subtitles, webvtt(timeline, file.part, says).encode(), force=force)
        summary.append(_summary(file.sound, file.part, len(document)))
    return summary


def _page(today: Today, timeline: Timeline, recording: "Recording") -> bytes:
    from lrx_cli.exports import page  # slow to import, and of no use to a sound file

    with progress_bar("Drawing") as progress:
        html = page.render(
            _names(timeline) if today.choice.named else today.choice.routine.name,
            today.plan,
            timeline,
            load_safety(locations.safety_file()),
            recording,
            figure_of,
            names=today.catalog.names(),
            volume=today.settings.volume,
            progress=progress,
        )
    return html.encode()


class _File(NamedTuple):
    sound: str
    subtitles: str | None
    part: Chapter
    """What of the session is in it; of all of it, the title is the session's."""


def _files(output: str, timeline: Timeline, *, split: bool) -> list[_File]:
    if output == STDOUT:
        return [_File(output, None, _whole(timeline))]
    stem, ending = os.path.splitext(output)
    if not split:
        return [_File(output, f"{stem}.vtt", _whole(timeline))]
    parts = chapters(timeline)
    stems = [f"{stem}-{number:02}-{part.exercise}" for number, part in enumerate(parts, start=1)]
    return [_File(stem + ending, f"{stem}.vtt", part) for stem, part in zip(stems, parts, strict=True)]


def _whole(timeline: Timeline) -> Chapter:
    return Chapter("", f"{_names(timeline)} ({timeline.level})", 0, timeline.duration)


def _names(timeline: Timeline) -> str:
    names = [block.name for block in timeline.blocks]
    return ", ".join(names) if len(names) <= _FEW else f"{len(names)} exercises"


def _summary(path: str, part: Chapter, size: int) -> str:
    name = "Standard output" if path == STDOUT else clean(path)
    return f"{name}: {clock(part.end - part.start)} minutes, {size / 1e6:.1f} MB."


def _unsaid(lines: list[str], failed: list[str]) -> list[str]:
    if not lines:
        return []
    return [
        f"{count(len(lines), 'line has', 'lines have')} no voice here, only tones; lrx doctor says why.",
        *(f"  - {clean(line)}" for line in lines[:5]),
        *(f"  ({clean(why)})" for why in failed[:3]),
    ]
