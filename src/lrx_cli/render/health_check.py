"""What today comes to, before a session, and what its color means, after it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.panel import Panel
from rich.text import Text

from lrx_cli.core.catalog.safety import Safety
from lrx_cli.core.catalog.words import Light
from lrx_cli.core.health.traffic_light import NewSign
from lrx_cli.core.planning.plan import Plan
from lrx_cli.core.timeline.compile import playing_time
from lrx_cli.render.console import safe_text
from lrx_cli.render.parts import Page, Room, bullets
from lrx_cli.render.words import needs_words
from lrx_cli.text import sentence

_LIGHTS: Mapping[Light, str] = {"green": "good", "amber": "warn", "red": "stop"}

_ASSESSED_HINT = "You reported this. Once it was looked at, say so: lrx session --assessed"


class Emergency:
    """As wide as the screen; where there are no boxes, a sentence that begins with STOP."""

    def __init__(self, text: str) -> None:
        self._text = text

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        if console.is_terminal:
            yield Panel(safe_text(self._text), title="STOP", style="emergency", padding=(1, 2))
        else:
            yield safe_text(f"STOP. {self._text}", "stop")


def refusal_page(text: str) -> RenderableType:
    """A warning sign that was reported before, and still holds."""
    return Group(Emergency(text), Text(_ASSESSED_HINT))


def minutes_of(plan: Plan) -> int:
    """About how long it plays; at least 1."""
    return max(1, round(playing_time(plan) / 60_000))


def today_card(plan: Plan, names: Mapping[str, str]) -> RenderableType:
    """What is about to be played, and what is left out and why. ``names``: of the exercises, by id."""
    if not plan.lines:
        return Group(Text("Nothing is left to play today.", "title"), bullets(changed_words(plan, names)))
    count = len(plan.lines)
    exercises = "one exercise" if count == 1 else f"{count} exercises"
    minutes = minutes_of(plan)
    head = Text.assemble(
        (f"Today: {exercises}, about {minutes} minute{'s' if minutes > 1 else ''}", "title"),
        (f"  {plan.level}", "aside"),
    )
    listed = ", ".join(line.exercise.name.lower() for line in plan.lines)
    parts: list[RenderableType] = [head, safe_text(f"{listed[:1].upper()}{listed[1:]}.")]
    parts.append(Text.assemble(("You need: ", "label"), safe_text(f"{needs_words(plan.needs)}.")))
    if changed := changed_words(plan, names):
        parts += [Text(), bullets(changed)]
    return Group(*parts)


def changed_words(plan: Plan, names: Mapping[str, str]) -> list[str]:
    """Every exclusion and every change with its reason; those with the same reason together."""
    reasons: dict[str, list[str]] = {}
    for id, why in plan.left_out:
        reasons.setdefault(why, []).append(names.get(id, id))
    return [f"Left out: {', '.join(listed)}. {sentence(why)}" for why, listed in reasons.items()] + list(
        plan.notes
    )


def outcome(
    safety: Safety,
    color: Light,
    new: NewSign | None,
    promised: Sequence[str] = (),
    often: Sequence[str] = (),
) -> RenderableType:
    """The color in words. ``promised``: what the next session does because of it. ``often``: how often to do
    these, and for how long."""
    meaning = next(one.text for one in safety.colors if one.id == color)
    parts = [Text.assemble((f"{color.capitalize()}.", _LIGHTS[color]), " ", safe_text(meaning))]
    parts += [safe_text(promise) for promise in promised]
    if new == "lasting":
        parts.append(
            Text(
                "Tingling or numbness that stays counts as red. If it does not go away, ask a professional; "
                "if it spreads or a leg weakens, get emergency care."
            )
        )
    parts.append(safe_text(safety.colors_note.text, "aside"))
    parts += [safe_text(words) for words in often]
    return Group(*parts)


# --- what is read where nobody is asked -----------------------------------------------------------


def notice_page(safety: Safety, plan: Plan, *, short: bool) -> RenderableType:
    """With what today's choice changed. Ends with an empty line: the session follows."""

    def compose(room: Room) -> Iterable[RenderableType | None]:
        if not short:
            yield from (safe_text(text) for text in safety.notice)
        yield safe_text(safety.in_short, "notice")
        changed = [f"{id}: {why}" for id, why in plan.left_out] + list(plan.notes)
        yield bullets(changed) if changed else None
        yield Text("", end="")

    return Page(compose)
