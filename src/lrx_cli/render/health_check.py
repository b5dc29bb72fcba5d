"""The questions before and after a session, and what today comes to, as lines on paper."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from lrx_cli.core.catalog.exercise import Ms
from lrx_cli.core.catalog.safety import Light, Safety
from lrx_cli.core.health.questions import Query
from lrx_cli.core.health.traffic_light import NewSign
from lrx_cli.core.planning.plan import Plan
from lrx_cli.render.dose import needs_words
from lrx_cli.render.paper import Paper, joined
from lrx_cli.text import width, wrap

_COLUMN = 29
"""Where the keys of a rating stand."""
_BETWEEN = "   "


def query_lines(paper: Paper, query: Query) -> list[str]:
    """The question, what it is about, and its keys."""
    keys = [f"{key.key} {key.label}" for key in query.keys if key.label]
    marks = [key.key for key in query.keys] if query.ticks else ["-"] * len(query.items)
    numbered = [
        line
        for mark, item in zip(marks, query.items, strict=False)
        for line in paper.paragraph(item, mark=f"{mark}  ", indent=1)
    ]
    if query.ticks:
        keys = ["a number ticks it, or unticks it", "Enter: that is all"]
    short = bool(query.scale) or (not query.items and not query.needed and len(query.ask) < _COLUMN)
    if short and not paper.narrow and not query.before:
        options = query.scale.split(_BETWEEN) if query.scale else keys
        first, *more = filled(options, paper.columns - _COLUMN)
        label = paper.paint(query.ask.ljust(_COLUMN - 1), "label")
        return [f"{label} {paper.paint(first, 'plain')}", *(" " * _COLUMN + line for line in more)]
    options = query.scale.split(_BETWEEN) if query.scale else keys
    keys_lines = [f"  {line}" for line in filled(options, paper.columns - 2)]
    asked = [*paper.paragraph(query.ask, style="strong"), *numbered, *keys_lines]
    return ["", *joined([*(paper.paragraph(text) for text in query.before), asked])]


def ticked_line(paper: Paper, query: Query, ticked: Collection[str]) -> list[str]:
    keys = [key.key for key in query.keys if key.value in ticked]
    return paper.paragraph(f"Ticked: {', '.join(keys) if keys else 'none'}", indent=2, style="faint")


def answered(query: Query, value: object) -> list[str]:
    """The answer in words, to stand below its question; nothing where any key would have done."""
    for key in query.keys:
        if key.value == value:
            return [f"  > {key.key} {key.label}".rstrip()] if len(query.keys) > 1 else []
    if isinstance(value, tuple):
        keys = [key.key for key in query.keys if key.value in value]
        return [f"  > {', '.join(keys)}" if keys else "  > none"]
    return ["  > left out"]


def filled(options: Sequence[str], columns: int) -> list[str]:
    """Options beside each other, as many a line as fit; none is broken in two unless it must be."""
    lines = [""]
    parts = [part for option in options for part in wrap(option, columns)]
    for option in parts:
        longer = f"{lines[-1]}{_BETWEEN}{option}" if lines[-1] else option
        if width(longer) <= columns:
            lines[-1] = longer
        elif lines[-1]:
            lines.append(option)
        else:
            lines[-1] = option
    return lines


def today_lines(paper: Paper, plan: Plan, duration: Ms, names: Mapping[str, str]) -> list[str]:
    """What is about to be played, what is left out and why, and the keys. ``names``: of the exercises."""
    if not plan.lines:
        head = ["Nothing is left to play today."]
    else:
        count = len(plan.lines)
        exercises = "one exercise" if count == 1 else f"{count} exercises"
        minutes = max(1, round(duration / 60_000))
        about = f"about {minutes} minute{'s' if minutes > 1 else ''}"
        head = [f"Today: {exercises}, {plan.level}, {about}."]
        if count <= 3:
            listed = ", ".join(line.exercise.name.lower() for line in plan.lines)
            head.append(f"{listed[:1].upper()}{listed[1:]}.")
        head.append(f"You need: {needs_words(plan.needs)}.")
    return joined(
        [
            [line for text in head for line in paper.paragraph(text)],
            paper.items(changed_words(plan, names), indent=0),
        ]
    )


def changed_words(plan: Plan, names: Mapping[str, str]) -> list[str]:
    """Every exclusion and every change with its reason; those with the same reason together."""
    reasons: dict[str, list[str]] = {}
    for id, why in plan.left_out:
        reasons.setdefault(why, []).append(names.get(id, id))
    return [f"Left out: {', '.join(listed)}. {_sentence(why)}" for why, listed in reasons.items()] + list(
        plan.notes
    )


def outcome_lines(
    paper: Paper,
    safety: Safety,
    color: Light,
    marks: Mapping[str, Light],
    names: Mapping[str, str],
    new: NewSign | None,
) -> list[str]:
    """The color in words, and what it means for next time."""
    meaning = next(one.text for one in safety.colors if one.id == color)
    label = f"{color.capitalize()}."
    stood_out = [names.get(id, id) for id in marks]
    lines = [*paper.paragraph(f"{label} {meaning}", style="strong")]
    if stood_out and color != "green":
        for_next = "left out for two days" if color == "red" else "at the gentle dose next time"
        lines += paper.paragraph(f"What stood out: {', '.join(stood_out)}, {for_next}.")
    elif color == "red":
        lines += paper.paragraph("No single exercise stood out, so all of the next session is gentle.")
    if new == "lasting":
        lines += paper.paragraph(
            "Tingling or numbness that stays counts as red. Does it not go, ask a professional; "
            "does it spread or a leg weaken, get emergency care."
        )
    lines += paper.paragraph(safety.colors_note.text, style="faint")
    return lines


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}{'' if words.endswith(('.', ')')) else '.'}"
