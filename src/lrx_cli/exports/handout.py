"""A handout: one HTML file to print or to read, which needs nothing beside itself.

Black on white, so that any printer and any copier will do. Exercises stand alone on a page or several of them
side by side, none of them is cut in two, and the last page is a log to fill in. No script,
no outside file, no font: a policy in the head says so to the browser. A text browser and a screen reader
get all of it, the boxes included.
"""

from collections.abc import Iterable, Sequence
from html import escape
from typing import NamedTuple

from lrx_cli.text import clean

DAYS = 14
_WEEK = 7
_MOST_BOXES = 6
"""A day; more sets than these are counted in the head."""

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


class Drawn(NamedTuple):
    caption: str
    svg: str
    """An ``<svg>`` element with a title of its own."""


class Task(NamedTuple):
    """One exercise on paper."""

    name: str
    doses: Sequence[str]
    """More than one where a side gets more than the other."""
    how: str
    """The position and what is needed."""
    steps: Sequence[str]
    pictures: Sequence[Drawn]
    seen: str
    """What the pictures show, for those who do not see them."""
    sets: int
    """Boxes a day."""
    often: str
    """How many times a day or a week; empty: nobody said."""
    above: str
    """That it is prescribed beyond what lrx itself suggests; empty: it is not."""
    notes: Sequence[str]
    limit: str
    way_out: str
    cautions: Sequence[str]


class Handout(NamedTuple):
    title: str
    about: str
    tasks: Sequence[Task]
    notice: str
    warning: str
    """What the warning signs are asked with."""
    signs: Sequence[str]
    emergency: str
    stop: Sequence[str]
    get_help: Sequence[str]
    often: Sequence[str]
    """How often a day and a week, and for how many weeks."""
    sources: Sequence[str]
    """Where the numbers and cautions come from; none where nobody asked."""
    lines: Sequence[str]
    """The routine as it can be typed."""


def render(handout: Handout, per_page: int = 4) -> str:
    """``per_page``: the exercises side by side on a page; 1: each with boxes of its own."""
    title = _text(handout.title)
    body = [
        "<header>",
        f'<h1 dir="auto">{title}</h1>',
        f'<p dir="auto">{_text(handout.about)}</p>',
        *_blanks("Name", "From", "Date", "Phone", "Goal", "Next review"),
        f'<p class="small">{_text(handout.notice)}</p>',
        "</header>",
        "<main>",
        *_alarm(handout),
        *_section("How often, and for how long", handout.often),
        *_section("When to do less, and when to stop", handout.stop),
        *_section("When to ask a professional", handout.get_help),
        *_tasks(handout.tasks, per_page),
        *_log(handout.tasks),
        "</main>",
        "<footer>",
        *_section("Sources", handout.sources),
        '<section class="small">',
        "<h3>For lrx: type these lines, or keep them in a file for lrx routine import</h3>",
        *(f'<p class="typed" dir="auto">{_text(line)}</p>' for line in handout.lines),
        "</section>",
        "</footer>",
    ]
    return "\n".join(
        [
            "<!DOCTYPE html>",
            '<html lang="en" dir="ltr">',
            "<head>",
            '<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{title}</title>",
            f"<style>{_STYLE}</style>",
            "</head>",
            "<body>",
            *body,
            "</body>",
            "</html>",
            "",
        ]
    )


def _alarm(handout: Handout) -> list[str]:
    return [
        '<section class="alarm" aria-labelledby="alarm">',
        f'<h2 id="alarm">{_text(handout.warning)}</h2>',
        *_items(handout.signs),
        f"<p><strong>{_text(handout.emergency)}</strong></p>",
        "</section>",
    ]


def _blanks(*names: str) -> list[str]:
    """To be filled in by hand, two to a line."""
    blanks = [f'{name}: <span class="blank">&#160;</span>' for name in names]
    return [f"<p>{' '.join(blanks[place : place + 2])}</p>" for place in range(0, len(blanks), 2)]


def _tasks(tasks: Sequence[Task], per_page: int) -> list[str]:
    if per_page == 1:
        return [line for number, task in enumerate(tasks, 1) for line in _task(number, task, boxes=True)]
    name = "several six" if per_page > 4 else "several"
    pages: list[str] = []
    for first in range(0, len(tasks), per_page):
        cards = enumerate(tasks[first : first + per_page], first + 1)
        card_lines = [line for number, task in cards for line in _task(number, task, boxes=False)]
        pages += [f'<div class="{name}">', *card_lines, "</div>"]
    return pages


def _log(tasks: Sequence[Task]) -> list[str]:
    """A line a day: which exercises, pain before and after, and how far down the leg it went."""
    numbers = range(1, len(tasks) + 1)
    ahead = ["Day", *map(str, numbers), "Pain before, 0-10", "Pain after, 0-10", "How far down the leg"]
    box = '<td><span class="box">[&#160;]</span></td>'
    return [
        '<section class="log" aria-labelledby="log">',
        '<h2 id="log">Log</h2>',
        "<table>",
        "<caption>Check each exercise that you did. Pain: 0 none, 10 the worst.</caption>",
        "<tr>" + "".join(f'<th scope="col">{_text(each)}</th>' for each in [*ahead, "Notes"]) + "</tr>",
        *(
            f'<tr><th scope="row">{day}</th>' + box * len(tasks) + "<td>&#160;</td>" * 4 + "</tr>"
            for day in range(1, DAYS + 1)
        ),
        "</table>",
        "</section>",
    ]


def _task(number: int, task: Task, *, boxes: bool) -> list[str]:
    return [
        f'<article class="exercise" aria-labelledby="exercise-{number}">',
        f'<h2 id="exercise-{number}" dir="auto">{number}. {_text(task.name)}</h2>',
        *(f'<p class="dose">{_text(dose)}</p>' for dose in task.doses),
        *([f'<p class="dose">{_text(task.often)}</p>'] if task.often else ()),
        *([f'<p class="small">{_text(task.above)}</p>'] if task.above else ()),
        f'<p class="small">{_text(task.how)}</p>',
        *(f'<p class="note" dir="auto">{_text(note)}</p>' for note in task.notes),
        *_pictures(task),
        '<ol dir="auto">',
        *(f"<li>{_text(step)}</li>" for step in task.steps),
        "</ol>",
        f'<p dir="auto"><strong>{_text(task.limit)}</strong> If it hurts: {_text(_inside(task.way_out))}</p>',
        *(
            ["<h3>Take care</h3>", '<div class="small">', *_items(task.cautions), "</div>"]
            if task.cautions
            else ()
        ),
        *(_boxes(task) if boxes else ()),
        "</article>",
    ]


def _inside(sentence: str) -> str:
    """In the middle of another sentence."""
    return sentence[:1].lower() + sentence[1:] if sentence[1:2].islower() else sentence


def _pictures(task: Task) -> list[str]:
    """The words come once and as text: a text browser has no use for the title within a drawing."""
    if not task.pictures:
        return []
    return [
        f'<p class="unseen" dir="auto">{_text(task.seen)}</p>',
        '<div class="pictures">',
        *(
            f"<figure>{picture.svg}<figcaption>{_text(picture.caption)}</figcaption></figure>"
            for picture in task.pictures
        ),
        "</div>",
    ]


def _boxes(task: Task) -> list[str]:
    """Two weeks, a box for each set. The brackets are for those who read it as text."""
    sets = "a box for each day" if task.sets == 1 else f"a box for each of the {task.sets} sets of a day"
    box = '<span class="box">[&#160;]</span>' * min(task.sets, _MOST_BOXES)
    rows = []
    for first in range(1, DAYS + 1, _WEEK):
        days = range(first, first + _WEEK)
        rows += [
            "<tr>" + "".join(f'<th scope="col">Day {day}</th>' for day in days) + "</tr>",
            "<tr>" + f"<td>{box}</td>" * _WEEK + "</tr>",
        ]
    return ["<table>", f"<caption>Two weeks, {sets}</caption>", *rows, "</table>"]


def _section(title: str, texts: Sequence[str]) -> list[str]:
    if not texts:
        return []
    return ['<section class="small">', f"<h3>{_text(title)}</h3>", *_items(texts), "</section>"]


def _items(texts: Iterable[str]) -> list[str]:
    return ["<ul>", *(f'<li dir="auto">{_text(text)}</li>' for text in texts), "</ul>"]


def _text(text: str) -> str:
    """Whatever somebody wrote, as text and nothing else."""
    return escape(clean(text))
