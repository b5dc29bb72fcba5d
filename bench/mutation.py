"""Mutation testing: does a test fail when the program is changed? Where none does, something is not promised.

    python bench/mutation.py [MODULE ...] [--sample N] [--seed N] [--examples N] [--jobs N] [--out FILE]

MODULE: ``core/player/route``, ``text``; without any, the whole core, the history and ``text``. Needs what
the tests need and a system that forks. Prints what survived, and exits with 1 where fewer than 95 % were
killed. A survivor is a promise that nobody tests, code that nobody needs, or a change that makes no
difference: read it.

One process collects the tests and runs each once, to see which lines it reaches. For each mutant it forks,
and the child puts the changed code into the functions that are there already, so nothing is imported or
collected again, and runs the tests that reach the changed line, the quickest first, until one fails. Random
tests have a fixed seed and few examples. What is no part of a function (tables, defaults) is made when it is
imported: such a mutant has a process of its own that imports everything with that one change.
"""

from __future__ import annotations

import argparse
import ast
import functools
import gc
import inspect
import json
import os
import random
import resource
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import CodeType, FrameType, FunctionType
from typing import Any

import hypothesis
import pytest
from _pytest.runner import runtestprotocol
from mutants import Mutant, mutants

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "lrx_cli"
ENOUGH = 0.95
TESTS = (
    "tests/core",
    "tests/test_text.py",
    "tests/test_content.py",
    "tests/session/test_session.py",
    "tests/session/test_interview.py",
    "tests/render",
    "tests/storage",
    "tests/faults/test_history_by_hand.py",
    "tests/faults/test_history_homes.py",
    "tests/faults/test_history_identity.py",
    "tests/faults/test_history_private.py",
    "tests/cli/test_history.py",
    "tests/cli/test_import.py",
    "tests/session/outputs/test_transcripts.py",
    "tests/session/outputs/live/test_scene.py",
    "tests/session/outputs/live/test_screens.py",
)
"""Those that run in one process and need no terminal."""
PATIENCE = 1.0
"""Seconds of CPU time that a test may take beyond what it took while it was watched, which slows it down."""
EARLY = 60.0
"""Seconds of CPU time for importing and testing a mutant that is no part of a function."""
MEMORY = 4 << 30


Functions = dict[tuple[str, str, int], list[FunctionType]]
"""Those that exist, by what tells their code apart: file, name, first line."""
KILLED, TIMEOUT, SURVIVED, UNREACHED = "killed", "timeout", "survived", "unreached"
"""The fates of a mutant. ``timeout``: it took too long, or ended the process."""


class Subject:
    """A module and its mutants, each with a name that lasts while lines move."""

    def __init__(self, module: str) -> None:
        self.module = module
        self.path = str(SOURCE / f"{module}.py")
        self.tree = ast.parse(Path(self.path).read_text("utf-8"))
        self.mutants: list[tuple[str, Mutant]] = []
        times: Counter[str] = Counter()
        for mutant in mutants(self.tree):
            name = f"{mutant.where}: {mutant.what}" if mutant.where else mutant.what
            times[name] += 1
            self.mutants.append((name if times[name] == 1 else f"{name} ({times[name]})", mutant))


@dataclass(frozen=True)
class Trial:
    subject: Subject
    name: str
    mutant: Mutant

    def compiled(self) -> CodeType:
        return self.mutant.compiled(self.subject.tree, self.subject.path)

    def fate(self, fate: str) -> dict[str, object]:
        return {"module": self.subject.module, "line": self.mutant.line, "name": self.name, "fate": fate}


Tell = Callable[[Trial, str], None]


def judge(trials: Iterable[Trial], jobs: int, fails: Callable[[Trial], bool], tell: Tell) -> None:
    """Asks of each, in a process of its own, whether a test fails."""
    running: dict[int, Trial] = {}

    def wait() -> None:
        child, status = os.waitpid(-1, 0)
        trial = running.pop(child)
        tell(trial, TIMEOUT if os.WIFSIGNALED(status) else KILLED if status else SURVIVED)

    for trial in trials:
        if len(running) >= jobs:
            wait()
        child = os.fork()
        if not child:
            try:
                failed = fails(trial)
            except BaseException:
                traceback.print_exc()
                os._exit(1)
            os._exit(failed)
        running[child] = trial
    while running:
        wait()


# --- what is part of a function ------------------------------------------------------------------------


class Late:
    """A pytest plugin: instead of running the tests once, runs them on mutants."""

    def __init__(self, trials: list[Trial], jobs: int, examples: int, budget: float, tell: Tell) -> None:
        self.trials = trials
        self.jobs = jobs
        self.examples = examples
        self.budget = budget
        self.tell = tell
        self.files = {trial.subject.path for trial in trials}
        self.reached: dict[str, dict[int, set[int]]] = {path: defaultdict(set) for path in self.files}
        """By file and line, the numbers of the tests that run it."""
        self.took: list[float] = []
        self.items: list[pytest.Item] = []
        self.running = 0

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        self.items = session.items
        calm(self.items, self.examples)
        for number, item in enumerate(self.items):
            self.running = number
            begun = time.process_time()
            sys.settrace(self._trace)
            failed = fails(item)
            sys.settrace(None)
            self.took.append(time.process_time() - begun)
            if failed:
                raise pytest.UsageError(f"{item.nodeid} fails without a mutant")
        note(f"{len(self.items)} tests, traced in {sum(self.took):.0f} s")
        self.functions = functions_of(self.files)
        gc.freeze()
        judge(filter(self._reached, self.trials), self.jobs, self._fails, self.tell)
        return True

    def _fails(self, trial: Trial) -> bool:
        exchange(trial.compiled(), self.functions)
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        spent = 0.0
        for test in self._tests(trial):
            if spent > self.budget:
                break
            spent += self.took[test]
            signal.setitimer(signal.ITIMER_PROF, PATIENCE + self.took[test])
            if fails(self.items[test]):
                return True
        return False

    def _reached(self, trial: Trial) -> bool:
        reached = bool(self._tests(trial))
        if not reached:
            self.tell(trial, UNREACHED)
        return reached

    def _tests(self, trial: Trial) -> list[int]:
        lines = self.reached[trial.subject.path]
        found: set[int] = set().union(*(lines.get(line, ()) for line in trial.mutant.lines))
        return sorted(found, key=self.took.__getitem__)

    def _trace(self, frame: FrameType, event: str, arg: object) -> Any:
        path = frame.f_code.co_filename
        if path not in self.files:
            return None
        lines, running = self.reached[path], self.running

        def trace(frame: FrameType, event: str, arg: object) -> Any:
            lines[frame.f_lineno].add(running)
            return trace

        return trace(frame, event, arg)


def fails(test: pytest.Item) -> bool:
    return any(report.failed for report in runtestprotocol(test, log=False, nextitem=None))


def functions_of(files: set[str]) -> Functions:
    found = defaultdict(list)
    for thing in gc.get_objects():
        if isinstance(thing, FunctionType) and thing.__code__.co_filename in files:
            code = thing.__code__
            found[code.co_filename, code.co_qualname, code.co_firstlineno].append(thing)
    return found


def exchange(module: CodeType, functions: Functions) -> None:
    """Gives the functions of a module their code out of a changed one; what they remembered is forgotten."""
    for code in codes(module):
        for function in functions.get((code.co_filename, code.co_qualname, code.co_firstlineno), ()):
            if function.__code__.co_freevars == code.co_freevars:
                function.__code__ = code
    for functions_here in functions.values():
        for function in functions_here:
            remembered = inspect.getmodule(function).__dict__.get(function.__name__)
            if hasattr(remembered, "cache_clear"):
                remembered.cache_clear()


def codes(code: CodeType) -> Iterator[CodeType]:
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield inner
            yield from codes(inner)


def calm(items: list[pytest.Item], examples: int) -> None:
    """Random tests try at most so many examples, always the same ones, and look for no simpler ones."""
    for item in items:
        test, case = getattr(item, "obj", None), getattr(item, "cls", None)
        if hasattr(test, "hypothesis"):
            holder, name = test, "_hypothesis_internal_use_settings"
        elif isinstance(getattr(case, "settings", None), hypothesis.settings):
            holder, name = case, "settings"
        else:
            continue
        usual = getattr(holder, name, None) or hypothesis.settings()
        same = hypothesis.settings(
            usual,
            max_examples=min(examples, usual.max_examples),
            derandomize=True,
            database=None,
            deadline=None,
            phases=[hypothesis.Phase.explicit, hypothesis.Phase.generate],
            suppress_health_check=list(hypothesis.HealthCheck),
        )
        setattr(holder, name, same)


# --- what is not -----------------------------------------------------------------------------------------


class Calm:
    """A pytest plugin: nothing but that."""

    def __init__(self, examples: int) -> None:
        self.examples = examples

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        calm(items, self.examples)


def fails_from_the_start(trial: Trial, examples: int, tests: Sequence[str]) -> bool:
    """Imports everything with that module changed, and runs the tests, those of its own name first."""
    signal.setitimer(signal.ITIMER_PROF, EARLY)
    code, path = trial.compiled(), trial.subject.path
    usual = SourceFileLoader.get_code

    def get_code(self: SourceFileLoader, fullname: str) -> CodeType | None:
        return code if self.path == path else usual(self, fullname)

    SourceFileLoader.get_code = get_code
    own = sorted(ROOT.glob(f"tests/**/test_{Path(path).stem}*.py"))
    return run([*map(str, own), *tests], Calm(examples), "-x") != 0


def run(tests: Sequence[str], plugin: object, *options: str) -> int:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    quiet = (
        "-q",
        "-p",
        "no:xdist",
        "-o",
        "addopts=",
        "-p",
        "no:cacheprovider",
        "-W",
        "ignore::pytest.PytestAssertRewriteWarning",
    )
    return pytest.main([*quiet, *options, *tests], plugins=[plugin])


# --- figures ---------------------------------------------------------------------------------------------


def note(text: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {text}", file=sys.stderr, flush=True)


def figures(results: list[dict[str, Any]]) -> bool:
    """Prints them, and what survived; whether enough were killed."""
    by_module = defaultdict(list)
    for result in results:
        by_module[result["module"]].append(result)
    print(f"{'module':32}" + "".join(f"{column:>9}" for column in ("mutants", "killed", "alive")))
    survivors = []
    for module, ones in by_module.items():
        alive = [one for one in ones if one["fate"] in (SURVIVED, UNREACHED)]
        survivors += alive
        print(f"{module:32}{len(ones):9}{len(ones) - len(alive):9}{len(alive):9}")
    for one in sorted(survivors, key=lambda one: (one["module"], one["line"])):
        print(f"{one['module']}.py:{one['line']} {one['fate']}: {one['name']}")
    killed = len(results) - len(survivors)
    timeouts = sum(one["fate"] == TIMEOUT for one in results)
    print(json.dumps({"mutants": len(results), "killed": killed, "timeouts": timeouts}))
    return killed >= ENOUGH * len(results)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("module", nargs="*")
    parser.add_argument("--sample", type=int, metavar="N", help="of each module, so many mutants")
    parser.add_argument("--seed", type=int, default=1, metavar="N")
    parser.add_argument("--examples", type=int, default=25, metavar="N", help="of a random test, at most")
    parser.add_argument("--budget", type=float, default=60, metavar="S", help="seconds of tests for a mutant")
    parser.add_argument("--tests", nargs="+", default=TESTS, metavar="PATH", help="these only")
    parser.add_argument("--jobs", type=int, default=2, metavar="N")
    parser.add_argument("--out", type=Path, metavar="FILE", help="JSON lines, one a mutant")
    parser.add_argument("--only", type=Path, metavar="FILE", help="only what survived in that --out")
    asked = parser.parse_args()

    os.chdir(ROOT)
    folders = (SOURCE / "core", SOURCE / "storage" / "history")
    found = sorted(path.relative_to(SOURCE) for folder in folders for path in folder.rglob("[!_]*.py"))
    everything = ["text", *(path.with_suffix("").as_posix() for path in found)]
    again = None
    if asked.only:
        before = map(json.loads, asked.only.read_text("utf-8").splitlines())
        again = {(one["module"], one["name"]) for one in before if one["fate"] in (SURVIVED, UNREACHED)}
    trials: list[Trial] = []
    for module in asked.module or everything:
        subject = Subject(module)
        mine = [Trial(subject, name, mutant) for name, mutant in subject.mutants]
        if again is not None:
            mine = [trial for trial in mine if (module, trial.name) in again]
        if asked.sample and asked.sample < len(mine):
            mine = random.Random(f"{asked.seed} {module}").sample(mine, asked.sample)
        trials += mine

    with tempfile.TemporaryDirectory() as folder:
        out = asked.out or Path(folder, "fates.jsonl")
        os.environ["LRX_HOME"] = os.path.join(folder, "home")
        with out.open("w", encoding="utf-8", buffering=1) as file:

            def tell(trial: Trial, fate: str) -> None:
                file.write(json.dumps(trial.fate(fate)) + "\n")

            late = [trial for trial in trials if trial.mutant.late]
            child = os.fork()
            if not child:
                os._exit(
                    run(asked.tests, Late(late, asked.jobs, asked.examples, asked.budget, tell))
                    if late
                    else 0
                )
            if os.waitpid(child, 0)[1]:
                return 2
            early = [trial for trial in trials if not trial.mutant.late]
            from_the_start = functools.partial(
                fails_from_the_start, examples=asked.examples, tests=asked.tests
            )
            judge(early, asked.jobs, from_the_start, tell)
        results = list(map(json.loads, out.read_text("utf-8").splitlines()))
    return 0 if figures(results) else 1


if __name__ == "__main__":
    sys.exit(main())
