"""A handout: one HTML file to print or to read, which needs nothing beside itself.

Black on white, so that any printer and any copier will do. Exercises stand alone on a page or several of them
side by side, none of them is cut in two, and the last page is a log to fill in. No script,
no outside file, no font: a policy in the head says so to the browser. A text browser and a screen reader
get all of it, the boxes included.
"""

from collections.abc import Callable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from itertools import groupby

from lrx_cli.core import words
from lrx_cli.core.catalog.exercise import Catalog
from lrx_cli.core.catalog.routine import Choice, Prescription, Routine
from lrx_cli.core.catalog.safety import Safety
from lrx_cli.core.catalog.typed_dose import TypedDose, in_words
from lrx_cli.core.dates import times_a_day
from lrx_cli.core.planning.plan import Plan, Planned
from lrx_cli.exports import as_html, list_items
from lrx_cli.figure.figure import Figure
from lrx_cli.figure.palette import PRINT
from lrx_cli.figure.svg import svg
from lrx_cli.text import lower_first, sentence

FigureOf = Callable[[str, str], Figure | None]
"""The drawing of an exercise in one of its forms; ``None``: there is none."""

DAYS = 14
_WEEK = 7
_MOST_BOXES = 6
"""A day; more sets than these are counted in the head."""
_MOST_PICTURES = 3
_BOX = '<span class="box">[&#160;]</span>'
"""To check. The brackets are for those who read it as text."""
_WARNING = "Stop, and get emergency care, if one of these is new or getting worse"

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_STYLE = """
@page { margin: 12mm 14mm; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 46rem; padding: 0 1rem; background: #fff; color: #000;
  font: 1.06rem/1.42 "Noto Sans", "DejaVu Sans", Verdana, Helvetica, Arial, sans-serif; }
h1 { font-size: 1.7rem; line-height: 1.2; margin: 1rem 0 .3rem; }
h2 { font-size: 1.4rem; line-height: 1.2; margin: 0 0 .3rem; break-after: avoid; }
h3 { font-size: 1.05rem; margin: .7rem 0 .15rem; break-after: avoid; }
p { margin: .25rem 0; }
ol, ul { margin: .2rem 0; padding-left: 1.6rem; }
.exercise { border-top: 2pt solid #000; padding-top: .7rem; margin-top: 1.2rem; break-inside: avoid; }
.exercise > ol { font-size: 1.2rem; }
.dose { font-size: 1.15rem; font-weight: bold; }
.note { border-left: 3pt solid #000; padding-left: .6rem; }
.pictures { display: flex; gap: 3%; margin: .5rem 0; align-items: flex-end; }
.pictures figure { margin: 0; flex: 1 1 0; max-width: 34%; }
.pictures svg { display: block; width: 100%; height: auto; max-height: 10.5rem; }
figcaption { text-align: center; font-size: .9rem; }
.unseen { position: absolute; width: 1px; height: 1px; margin: 0; overflow: hidden; clip-path: inset(50%); }
footer ul { columns: 2; column-gap: 2.2rem; font-size: .75rem; overflow-wrap: anywhere; }
footer { break-inside: auto; border-top: 2pt solid #000; margin-top: 1.2rem; }
.exercise { position: relative; }
.small { font-size: .88rem; line-height: 1.35; }
table { border-collapse: collapse; width: 100%; margin-top: .5rem; break-inside: avoid; }
caption { text-align: left; font-size: .9rem; }
th, td { border: .6pt solid #000; text-align: center; width: 14.28%; font-weight: normal; font-size: .8rem; }
td { height: 1.9rem; }
.box { display: inline-block; width: .95rem; height: .95rem; border: 1pt solid #000; margin: 0 .1rem;
  overflow: hidden; color: transparent; font-size: .3rem; vertical-align: middle; }
.alarm { border: 2.5pt solid #000; padding: .5rem .8rem; margin: .8rem 0; break-inside: avoid; }
.blank { display: inline-block; min-width: 9rem; border-bottom: .6pt solid #000; }
.log { break-before: page; }
.log th, .log td { width: auto; height: 1.55rem; }
.log td:last-child { width: 26%; }
.typed { font-family: "DejaVu Sans Mono", monospace; font-size: .8rem; overflow-wrap: anywhere; }
.several { display: grid; grid-template-columns: 1fr 1fr; column-gap: 7mm; align-items: start; }
.several .exercise { margin-top: 0; padding: .3rem 0 .6rem; font-size: .76rem; line-height: 1.24; }
.several .exercise > ol { font-size: .8rem; padding-left: 1.25rem; }
.several h2 { font-size: 1.05rem; }
.several .dose { font-size: .85rem; }
.several .pictures svg { max-height: 5rem; }
.several figcaption { font-size: .75rem; }
.six .pictures svg { max-height: 2.6rem; }
.six .exercise, .six .exercise > ol, .six .small { font-size: .66rem; line-height: 1.2; }
.six .exercise { padding: .2rem 0 .25rem; }
.six h2 { font-size: .95rem; }
.six .dose { font-size: .76rem; }
.six figcaption { font-size: .6rem; }
@media print {
  .several { break-before: page; } body { max-width: none; padding: 0; font-size: 11.5pt; }
  h1 { margin-top: 0; }
  .alarm { margin: .5rem 0; font-size: .9rem; line-height: 1.3; } .alarm h2 { font-size: 1.1rem; }
  main > section.small { font-size: .8rem; line-height: 1.28; } main > section.small h3 { margin-top: .4rem; }
}
"""


def render(
    choice: Choice,
    plan: Plan,
    catalog: Catalog,
    safety: Safety,
    figure_of: FigureOf,
    *,
    title: str | None = None,
    per_page: int = 4,
    flags: AbstractSet[str] | None = None,
    sources: bool = False,
) -> str:
    """The document. ``per_page``: the exercises side by side on a page; 1: each with boxes of its own.

    ``flags``: of the person, whose cautions are printed; ``None``: the cautions of everybody.
    """
    routine = choice.routine
    heading = as_html(title or ("Exercises" if choice.named else routine.name))
    exercises = [(id, list(same)) for id, same in groupby(plan.lines, key=lambda line: line.exercise.id)]
    cards = [
        _card(number, same, _lines_of(routine, id), figure_of, flags, boxes=per_page == 1)
        for number, (id, same) in enumerate(exercises, start=1)
    ]
    codes = dict.fromkeys(code for line in plan.lines for code in words.all_codes(line.exercise))
    named = [code for code in codes if sources and code in catalog.sources]
    typed = [f'<p class="typed" dir="auto">{as_html(_typed(line, routine))}</p>' for line in plan.lines]
    return f"""<!DOCTYPE html>
<html lang="en" dir="ltr">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{heading}</title>
<style>{_STYLE}</style>
</head>
<body>
<header>
<h1 dir="auto">{heading}</h1>
<p dir="auto">{as_html(_about(choice, plan))}</p>
{_blanks("Name", "From")}
{_blanks("Date", "Phone")}
{_blanks("Goal", "Next review")}
<p class="small">{as_html(" ".join(safety.notice[1:]))}</p>
</header>
<main>
<section class="alarm" aria-labelledby="alarm">
<h2 id="alarm">{_WARNING}</h2>
<ul>{list_items(question.text for question in safety.warning_signs.questions)}</ul>
<p><strong>{as_html(safety.emergency.text)}</strong></p>
</section>
{_section("How often, and for how long", safety.how_often.words(plan.level))}
{_section("When to do less, and when to stop", [rule.text for rule in safety.stop_rules])}
{_section("When to ask a professional", [rule.text for rule in safety.get_help])}
{_pages(cards, per_page)}
{_log(len(cards))}
</main>
<footer>
{_section("Sources", [f"{code}: {words.source_words(catalog.sources[code])}" for code in named])}
<section class="small">
<h3>For lrx: type these lines, or keep them in a file for lrx routine import</h3>
{"".join(typed)}
</section>
</footer>
</body>
</html>
"""


def _lines_of(routine: Routine, exercise: str) -> list[Prescription]:
    return [rx for rx in routine.lines if rx.exercise == exercise]


def _about(choice: Choice, plan: Plan) -> str:
    dosed = any((rx.sets, rx.reps, rx.hold) != (None, None, None) for rx in choice.routine.lines)
    usual = "What nobody prescribed is as at" if dosed and not choice.named else "Doses of"
    return f"{'' if choice.named else choice.routine.about} {usual} the {plan.level} level.".strip()


def _typed(line: Planned, routine: Routine) -> str:
    """A line as it can be typed, with what the routine says of it."""
    same = _lines_of(routine, line.exercise.id)
    dose, usual = line.dose, line.exercise.doses[line.level]
    typed = TypedDose(
        sets=dose.sets,
        reps=dose.reps,
        hold=dose.hold,
        rest=dose.rest if dose.rest != usual.rest else None,
        tempo=dose.tempo if dose.tempo != usual.tempo else None,
        only_side=line.sides[0] if len(line.sides) == 1 else None,
        sides="each" if len(line.sides) == 2 else None,
        variant=dose.variant if dose.variant != usual.variant else None,
        often=next((rx.often for rx in same if rx.often), None),
        note=next((rx.note for rx in same if rx.note), None),
    )
    return f"{line.exercise.name}: {in_words(typed)}".rstrip(": ")


def _blanks(*names: str) -> str:
    """To be filled in by hand, in one line."""
    blanks = (f'{name}: <span class="blank">&#160;</span>' for name in names)
    return f"<p>{' '.join(blanks)}</p>"


def _pages(cards: Sequence[str], per_page: int) -> str:
    if per_page == 1:
        return "\n".join(cards)
    name = "several six" if per_page > 4 else "several"
    pages = ["\n".join(cards[first : first + per_page]) for first in range(0, len(cards), per_page)]
    return "\n".join(f'<div class="{name}">\n{page}\n</div>' for page in pages)


def _log(exercises: int) -> str:
    """A line a day: which exercises, pain before and after, and how far down the leg it went."""
    numbers = map(str, range(1, exercises + 1))
    heads = ["Day", *numbers, "Pain before, 0-10", "Pain after, 0-10", "How far down the leg", "Notes"]
    box = f"<td>{_BOX}</td>"
    days = [
        f'<tr><th scope="row">{day}</th>{box * exercises}{"<td>&#160;</td>" * 4}</tr>'
        for day in range(1, DAYS + 1)
    ]
    table = _table("Check each exercise that you did. Pain: 0 none, 10 the worst.", [_heads(heads), *days])
    return f'<section class="log" aria-labelledby="log">\n<h2 id="log">Log</h2>\n{table}\n</section>'


def _table(caption: str, rows: Sequence[str]) -> str:
    return "\n".join(["<table>", f"<caption>{caption}</caption>", *rows, "</table>"])


def _heads(names: Iterable[str]) -> str:
    return "<tr>" + "".join(f'<th scope="col">{name}</th>' for name in names) + "</tr>"


def _card(
    number: int,
    same: Sequence[Planned],
    prescribed: Sequence[Prescription],
    figure_of: FigureOf,
    flags: AbstractSet[str] | None,
    *,
    boxes: bool,
) -> str:
    """``same``: the lines of one exercise; a side that gets more has a line of its own."""
    line = same[0]
    exercise, form = line.exercise, line.exercise.variant(line.dose.variant)
    optional = f" Helpful: {words.needs_words(exercise.optional)}." if exercise.optional else ""
    often = next((rx.often for rx in prescribed if rx.often), "")
    doses = [sentence(words.dose_words(exercise, each.dose, each.sides)) for each in same]
    above = [more for rx in prescribed for each in same if (more := rx.above_caps(exercise, each.dose))]
    notes = dict.fromkeys(rx.note for rx in prescribed if rx.note)
    steps = [
        *words.step_texts(exercise, line.level, form.id, line.dose.hold),
        *_last_steps(line, words.leaving_text(exercise, form, both=False)),
    ]
    cautions = [
        caution.text for caution in exercise.cautions if flags is None or not flags.isdisjoint(caution.flags)
    ]
    parts = [
        f'<h2 id="exercise-{number}" dir="auto">{number}. {as_html(exercise.name)}</h2>',
        *(f'<p class="dose">{as_html(dose)}</p>' for dose in [*doses, *([sentence(often)] if often else ())]),
        *(f'<p class="small">{as_html(more)}</p>' for more in above[:1]),
        f'<p class="small">{words.POSITION_NAMES[form.position]}. '
        f"You need: {as_html(words.needs_words(form.needs))}.{as_html(optional)}</p>",
        *(f'<p class="note" dir="auto">{as_html(note)}</p>' for note in notes),
        *_pictures(line, figure_of(exercise.id, form.id)),
        f'<ol dir="auto">{list_items(steps)}</ol>',
        f'<p dir="auto"><strong>{as_html(form.limit or exercise.limit)}</strong> '
        f"If it hurts: {as_html(lower_first(form.way_out or exercise.way_out))}</p>",
        f'<h3>Take care</h3>\n<div class="small"><ul>{list_items(cautions)}</ul></div>' if cautions else "",
        _boxes(times_a_day(often) * sum(each.dose.sets for each in same)) if boxes else "",
    ]
    whole = "\n".join(part for part in parts if part)
    return f'<article class="exercise" aria-labelledby="exercise-{number}">\n{whole}\n</article>'


def _last_steps(line: Planned, leave: str) -> list[str]:
    """The last steps: how to ``leave``, and when to change sides."""
    if line.exercise.side_mode == "none" or len(line.sides) < 2:
        return [leave]
    if line.exercise.side_mode == "alternating":
        return ["Change sides after each repetition.", leave]
    times = "set" if line.dose.sets > 1 else "repetition"
    return [leave, f"After the last {times}, do the same with the other side."]


def _pictures(line: Planned, figure: Figure | None) -> list[str]:
    """The words come once and as text: a text browser has no use for the title within a drawing."""
    if figure is None:
        return []
    side = line.sides[0] if len(line.sides) == 1 else None
    scenes = figure.panels(_MOST_PICTURES, mirrored=figure.mirrored_for(side))
    return [
        f'<p class="unseen" dir="auto">{as_html(figure.alt)}</p>',
        '<div class="pictures">',
        *(
            f"<figure>{svg(scene, PRINT, title=caption)}<figcaption>{caption}</figcaption></figure>"
            for caption, scene in zip(_captions(line, len(scenes)), scenes, strict=True)
        ),
        "</div>",
    ]


def _captions(line: Planned, count: int) -> list[str]:
    if words.has_two_shapes(line.exercise, line.dose) or line.exercise.side_mode == "alternating":
        names = ["Start", "One way", "The other way"]
    else:
        names = ["Start", "Move", "Hold" if line.dose.hold else "End"]
    return names[: count - 1] + names[-1:] if count > 1 else names[:1]


def _boxes(sets: int) -> str:
    """Two weeks, a box for each of ``sets`` a day."""
    each = "a box for each day" if sets == 1 else f"a box for each of the {sets} sets of a day"
    boxes = f"<tr>{f'<td>{_BOX * min(sets, _MOST_BOXES)}</td>' * _WEEK}</tr>"
    rows = []
    for first in range(1, DAYS + 1, _WEEK):
        rows += [_heads(f"Day {day}" for day in range(first, first + _WEEK)), boxes]
    return _table(f"Two weeks, {each}", rows)


def _section(title: str, texts: Sequence[str]) -> str:
    if not texts:
        return ""
    return f'<section class="small">\n<h3>{title}</h3>\n<ul>{list_items(texts)}</ul>\n</section>'
