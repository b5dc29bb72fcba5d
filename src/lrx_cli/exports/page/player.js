// --- where we are -------------------------------------------------------------------------------

let route = [], starts = [0], k = 0, HOME = [];
let state = "before"; // running, paused, hurt, easing, ended
let held = null; // while it stands still: the segment, how far into it, and what follows
let posture, lastBlock, reds, backAt, skipped, about, closing = null;

const now = () => Math.max(0, clock() - starts[k]);
const here = () => held || (route[k].waits
  ? {s: route[k + 1], position: -1, rest: route.slice(k + 2), still: true}
  : {s: route[k], position: now(), rest: route.slice(k + 1), still: false});

function go(items) {
  if (!items.length) return finish("done", null);
  held = null; closing = null; state = "running";
  lay(items); begin(route[0]); sound(route); awake(); show(); draw();
}

function lay(items) {
  let pose = posing();
  route = items.map(item => {
    const made = {...item, start: pose};
    if (made.poses.length) pose = named(made, made.poses[made.poses.length - 1][1]);
    return made;
  });
  starts = [0];
  for (const item of route) starts.push(starts[starts.length - 1] + item.d);
  k = 0;
}

function begin(s) {
  if (s.waits) return;
  if (["setup", "body", "easier"].includes(s.part)) {
    posture = D.blocks[s.block].position;
    if (s.part !== "setup") lastBlock = s.block;
  }
}

function arrived({s, position}) { // the position one is in
  if (s.part !== "approach") return posture;
  const first = Object.values(D.blocks[s.block].approach).some(row => firstOf(row) === s.i);
  return !first || 2 * (Math.max(0, position) + s.off) >= s.d + s.off ? D.blocks[s.block].position : posture;
}

// --- what is asked for: core/player/commands.py and pain.py -------------------------------------

function pause() {
  if (state !== "running") return;
  held = here(); held.still = true; state = "paused"; log("paused", {why: "asked"});
  audio.pause(); show(); draw();
}

function interrupted() { if (state === "running") pause(); else if (state === "hurt" || state === "easing") draw(); }

function resume() { if (state === "paused") carryOn(held); }

function carryOn({s, position, rest}, say) {
  goesOn();
  if (!moving(s)) return go([resumedStill(s, Math.max(0, position), say ?? D.answers.on), ...rest]);
  go([countIn(say ?? s.on, s), position < 0 ? s : resumed(s, position), ...rest]);
}

function leave(outcome = "skipped") { // what is played or stands still is over
  const {s, position} = here();
  ended(s, Math.max(0, position), outcome);
  goesOn();
}

function goesOn() { if (held && state !== "ended") log("resumed", {why: state === "paused" ? "asked" : "hurt"}); }

function next() {
  const at = here();
  let {s, position, rest, still} = at;
  if (route[k]?.waits && !held) return;
  if (still && s.kind === "return" && moving(s)) {
    leave();
    return go(rest.length && moving(rest[0]) ? [countIn(rest[0].on, rest[0]), ...rest] : rest);
  }
  if (moving(s)) {
    const back = D.back[s.n];
    leave();
    return go(back < 0 ? rest : [S[D.said[played(back)]], ...walk(after(back))]);
  }
  position = Math.max(0, position);
  if (still) { s = resumedStill(s, position); position = 0; }
  if (rest.length && rest[0].kind === "move" && s.kind !== "return" && s.d - position > D.times.nearly_over) {
    const ahead = s.d - D.times.ticks, passed = s.cues.findIndex(([at]) => at >= ahead);
    goesOn();
    return go([{...cut(s, ahead, passed < 0 ? s.cues.length : passed), cut: true, active: s.active + position}, ...rest]);
  }
  leave();
  go(rest);
}

function again() {
  const {s, still} = here(), o = changed(s.block), b = D.blocks[s.block];
  if (skipped && wall() - skipped.at <= D.times.take_back) return takeBack();
  let target = D.again[s.n];
  if (wall() - backAt <= D.times.again) {
    let n = D.before[target];
    const low = S[target].part === "easier" ? o.to : 0;
    while (n >= low && n >= 0 && !plays(o, S[n])) n = D.before[n];
    target = n >= low && n >= 0 ? n : S[target].part === "body" ? firstOf(b.setup) ?? target : target;
  }
  backAt = wall();
  const away = !still && s.rep && works(s) ? b.tempo : 0;
  const part = S[target].part;
  returnTo(part === "entry" || part === "way_out" ? onSide(target, s.side) : played(target), D.answers.once, still, away);
}

function returnTo(n, say, still, away) {
  const s = S[n];
  leave();
  if (still && s.rep) return go([countIn(say, s), ...walkFrom(n)]);
  const [first, ...rest] = walkFrom(n);
  go([led(first, say, D.times.between + (s.rep ? away : 0)), ...rest]);
}

const walkFrom = n => [S[n], ...walk(after(n))];

function takeBack() {
  const {n, side, block} = skipped, {still} = here();
  skipped = null;
  dropped.delete(block);
  log("changed", {what: "restored", exercise: D.blocks[block].exercise, value: block});
  const target = played(D.again[n]);
  returnTo(S[target].part === "entry" ? onSide(target, side) : target, D.answers.restored, still, D.blocks[block].tempo);
}

function drop(block, why) {
  dropped.add(block);
  log("changed", {what: "dropped", exercise: D.blocks[block].exercise, value: why});
}

const OUT = ["leaving", "way_out", "finish"]; // parts in which the exercise is over

function skip() {
  const at = here(), {s, rest} = at;
  if (s.part === "finish" && !held) return;
  if (OUT.includes(s.part)) { leave(); return go(rest); }
  skipped = {at: wall(), n: s.n, side: s.side, block: s.block};
  if (!moving(s) || s.kind === "return") return leaveOut(at);
  drop(s.block, "skipped");
  leave();
  go(walkFrom(onSide(D.blocks[s.block].out, s.side)));
}

function leaveOut(at) { // standing still, or on the way to or from it
  const from = arrived(at);
  drop(at.s.block, "skipped");
  leaveBlock(at.s.block, from, D.answers.skipped);
}

function leaveBlock(block, origin, say) {
  leave();
  const [first, ...rest] = walk(blockAfter(block, origin));
  go(first ? [led(first, say, D.times.between), ...rest] : []);
}

// --- it hurts -----------------------------------------------------------------------------------

const says = (say, more) => ({d: lasts(say) + more, cues: [[0, say, false]]});

function wait(items, at, end = null) { // lines while the session stands still
  held = {...at, still: true};
  closing = end;
  lay(items.map(item => ({waits: true, kind: "wait", n: -1, part: "", block: at.s.block, side: at.s.side, set: 0, rep: 0,
    word: "", text: "", poses: [], off: 0, active: 0, ...item})));
  sound(route); show(); draw();
}

function hurt() {
  if (state !== "running" && state !== "paused") return;
  const at = here(), {s} = at, b = D.blocks[s.block];
  const between = ["approach", "setup", "finish"].includes(s.part);
  about = between && lastBlock !== null ? lastBlock : s.block;
  log("paused", {why: "hurt"});
  log("reported", {what: "hurt", value: D.blocks[about].exercise});
  state = "hurt";
  const {resting} = D.answers;
  const say = between || s.part === "entry" ? resting[posture] ?? resting.standing : b.stopped[s.side || ""];
  const {menu, menu_again} = D.times;
  ask(D.texts[D.says[say][0]], "");
  wait([says(say, menu), says(D.answers.menu, menu_again), says(D.answers.menu, 0)], at);
}

const ANSWERS = {
  nothing: () => carryOn(held),
  spread() {
    if (++reds >= 2) return stop(D.answers.second[risingFrom(posture)]);
    drop(about, "hurt");
    for (const n of D.related[about]) if (n >= held.s.block && !dropped.has(n)) drop(n, "family");
    state = "easing";
    const say = D.answers.ease[arrived(held)] ?? D.answers.ease.standing;
    const {settled} = D.answers, {ease, menu_again, give_up} = D.times;
    ask(D.texts[D.says[say][0]], " Answer as soon as you know. If it does not settle, we stop here.");
    wait([says(say, ease), says(settled, menu_again), says(settled, give_up - 2 * lasts(settled) - menu_again)], held,
      () => answer("unsettled"));
  },
  settled() {
    if (dropped.has(held.s.block) && held.s.part !== "finish") return leaveBlock(held.s.block, arrived(held), D.answers.left_out);
    carryOn(walkedAnew(held), D.answers.left_out);
  },
  unsettled: () => stop(D.answers.unsettled[risingFrom(posture)]),
  strong() {
    const {s} = held, o = changed(s.block), b = D.blocks[s.block], repetition = D.ahead[s.n];
    if (repetition < 0) return carryOn(held);
    if (o.from === undefined && b.easier) {
      Object.assign(o, {from: repetition, to: D.easier[repetition]});
      eased(s, repetition);
      if (!moving(s)) return carryOn(walkedAnew(held), D.answers.easier);
      const first = onSide(b.entry, s.side);
      leave();
      return go(walkFrom(first));
    }
    if (about !== s.block) return carryOn(held);
    Object.assign(o, {reps: D.halved[o.reps ?? b.reps][S[repetition].rep], fewer: true});
    eased(s, repetition);
    if (!moving(s)) return carryOn(walkedAnew(held), D.answers.fewer);
    const setup = firstOf(b.setup);
    if (setup !== undefined) o.begin = repetition;
    returnTo(played(setup ?? repetition), D.answers.fewer, setup === undefined, 0);
  },
  skip() {
    if (OUT.includes(held.s.part)) carryOn(held); else leaveOut(held);
  },
  end: () => stop((done.size ? D.answers.ended : D.answers.nothing_done)[risingFrom(posture)]),
  warning: () => stop(D.answers.emergency),
};

const walkedAnew = at => ({...at, rest: walk(after(at.s.n))});
const eased = (s, n) => log("changed", {what: "easier", exercise: D.blocks[s.block].exercise, value: S[n].rep});

function answer(which) {
  if (state !== "hurt" && state !== "easing") return;
  log("reported", {what: "answer", value: which});
  ANSWERS[which]();
}

function stop(say) {
  const at = here();
  ended(at.s, Math.max(0, at.position), "stopped");
  state = "ended";
  wait([says(say, 300)], at);
  finish("stopped", say);
}

function finish(outcome, say) {
  if (outcome === "done") audio.pause();
  state = "ended"; closing = null;
  log("ended", {outcome, done: done.size, planned: planned().size});
  keep();
  summary(outcome, say);
  show();
  lock?.release().catch(() => {}); lock = null;
}

function planned() { // what was asked for, and what was done besides
  const found = new Set(done);
  D.blocks.forEach((b, block) => {
    const o = changed(block), rows = o.from === undefined ? [b.body] : [[b.body[0], o.from], [o.to, b.easier[1]]];
    for (const [start, stop] of rows) for (let n = start; n < stop; n++)
      if (works(S[n]) && plays(o, S[n])) found.add(S[n].i);
  });
  return found;
}
