"""``lrx render``: the session as a sound file, for a phone on the mat."""

import os
from typing import Annotated, NamedTuple

import typer

from lrx_cli import locations
from lrx_cli.cli.context import catalog_now, color_now, plan_options, settings_now
from lrx_cli.cli.options import (
    ExercisesArgument,
    FirstSideOption,
    ForceOption,
    HoldOption,
    LevelOption,
    MinutesOption,
    OrderOption,
    OutputOption,
    PaceOption,
    PositionOption,
    RepsOption,
    RoutineOption,
    SkipOption,
    SoreSideOption,
    TeachOption,
    VariantsOption,
)
from lrx_cli.cli.output import STDOUT, check_output, refuse_terminal, write_output
from lrx_cli.cli.panels import OUTPUT
from lrx_cli.core.health.checkin import refusal_text
from lrx_cli.core.timeline.compile import compile
from lrx_cli.core.timeline.timeline import Timeline
from lrx_cli.errors import FAILED, USAGE, WARNING_SIGN, LrxError
from lrx_cli.exports import sound_file
from lrx_cli.exports.sound_file import Chapter, chapters, webvtt
from lrx_cli.render.console import progress_bar, put, tell, tell_page
from lrx_cli.render.health_check import refusal_page
from lrx_cli.session.audio import voice_now
from lrx_cli.session.plan_today import choice_from, planned_for_me, sign_that_holds
from lrx_cli.sound.samples import PER_MS, wave
from lrx_cli.storage.catalog import load_safety
from lrx_cli.text import clean

app = typer.Typer(add_completion=False)

_FEW = 3
"""So many exercises are named in a title."""


@app.command()
def render(
    ctx: typer.Context,
    exercises: ExercisesArgument = None,
    routine: RoutineOption = None,
    position: PositionOption = None,
    skip: SkipOption = None,
    variant: VariantsOption = None,
    level: LevelOption = None,
    minutes: MinutesOption = None,
    hold: HoldOption = None,
    reps: RepsOption = None,
    teach: TeachOption = None,
    pace: PaceOption = None,
    order: OrderOption = None,
    first_side: FirstSideOption = None,
    sore_side: SoreSideOption = None,
    output: OutputOption = None,
    force: ForceOption = False,
    split: Annotated[
        bool,
        typer.Option(
            "--split", help="One file an exercise, numbered: session-01-cat-cow.mp3.", rich_help_panel=OUTPUT
        ),
    ] = False,
    voice: Annotated[bool, typer.Option("--voice/--no-voice", help="Words, or tones alone.")] = True,
) -> None:
    """Write a session as a sound file, for a phone on the mat.

    Examples:
      lrx render -o session.mp3
      lrx render --routine morning --teach short -o morning.wav
      lrx render --split -o session.mp3

    Every tone and word comes at its moment: lrx preview --no-keys shows the same. An MP3 file has a chapter
    for each exercise. What is said is beside it to read, as subtitles: session.vtt.
    """
    if output is None:
        raise LrxError("lrx render needs a file to write.", hint="lrx render -o session.wav", exit_code=USAGE)
    check_output(output, [".wav", ".mp3"], force=force or split)
    if output == STDOUT:
        if split:
            raise LrxError("--split writes several files, and -o - is one.", exit_code=USAGE)
        refuse_terminal("A sound file is nothing for a terminal.", "lrx render -o session.wav")
    as_mp3 = output.lower().endswith(".mp3")
    if as_mp3 and not sound_file.can_write_mp3():
        raise LrxError(
            "Writing MP3 needs the extra mp3, which is not installed.",
            hint="pip install 'lrx-cli[mp3]', or a WAV file: lrx render -o session.wav",
            exit_code=FAILED,
        )
    if sign := sign_that_holds():
        text = refusal_text(load_safety(locations.safety_file()), sign)
        tell_page(refusal_page(text), color=color_now())
        raise typer.Exit(WARNING_SIGN)
    settings = settings_now()
    catalog = catalog_now()
    today = planned_for_me(catalog, choice_from(plan_options(ctx), settings, catalog), settings)
    if not today.lines:
        raise LrxError(
            "Nothing is left to render.",
            problems=[f"{id}: {why}" for id, why in today.left_out],
            exit_code=USAGE,
        )
    # Nobody can press a key on what a phone plays, so no key is spoken of.
    timeline = compile(today, attended=False)
    files = _files(output, timeline, split=split)
    for file in files:
        check_output(file.sound, [".wav", ".mp3"], force=force)
        if file.subtitles is not None:
            check_output(file.subtitles, [".vtt"], force=force)
    lines = [cue.say for segment in timeline.path for cue in segment.cues if cue.say]
    speaking = voice_now(settings.voice_command)
    if voice:
        speaking.prepare(lines)
    says = speaking.line if voice else _nobody
    samples = sound_file.laid_out(timeline, says, volume=settings.volume)
    summary = []
    to_file = True
    for number, file in enumerate(files, start=1):
        part = samples[file.part.start * PER_MS : file.part.end * PER_MS]
        if as_mp3:
            track = (number, len(files)) if split else None
            head = sound_file.mp3_tag(file.part.title, [] if split else chapters(timeline), track=track)
            with progress_bar("Writing") as progress:
                document = head + sound_file.mp3(part, progress)
        else:
            document = wave(part)
        to_file = write_output(file.sound, document, force=force)
        if file.subtitles is not None:
            write_output(file.subtitles, webvtt(timeline, file.part, says).encode(), force=force)
        summary.append(_summary(file.sound, file.part, len(document)))
    say = put if to_file else tell
    say(summary)
    if voice:
        say(_unsaid([line for line in dict.fromkeys(lines) if speaking.line(line) is None], speaking.failed))


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
    names = ", ".join(block.name for block in timeline.blocks[:_FEW])
    title = names if len(timeline.blocks) <= _FEW else f"{len(timeline.blocks)} exercises"
    return Chapter("", f"{title} ({timeline.level})", 0, timeline.duration)


def _nobody(line: str) -> None:
    """Without a voice the tones have to do."""


def _summary(path: str, part: Chapter, size: int) -> str:
    minutes, seconds = divmod(round((part.end - part.start) / 1_000), 60)
    return f"{clean(path)}: {minutes}:{seconds:02} minutes, {size / 1e6:.1f} MB."


def _unsaid(lines: list[str], failed: list[str]) -> list[str]:
    if not lines:
        return []
    count = "One line has" if len(lines) == 1 else f"{len(lines)} lines have"
    return [
        f"{count} no voice here, only tones; lrx doctor says why.",
        *(f"  - {clean(line)}" for line in lines[:5]),
        *(f"  ({clean(why)})" for why in failed[:3]),
    ]
