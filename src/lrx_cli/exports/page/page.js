"use strict";
// What is left of the session is one track of sound, and the page shows what the track is at. A tap makes another
// track. What follows what is looked up in the tables of the data; see core/player for the reasons.
const $ = id => document.getElementById(id);
const RATE = 12000, PER_MS = RATE / 1000, LOUDEST = 32767;
const audio = new Audio();
let D, S, CLIPS;
let clock = () => audio.currentTime * 1000; // of the track, in ms
let wall = () => performance.now();

// --- unpacking ----------------------------------------------------------------------------------

const inflated = async bytes => new Uint8Array(await new Response(
  new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"))).arrayBuffer());

function read85(text) { // five letters are four bytes
  const letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;,=>?@^_`{|}~", value = [];
  for (let i = 0; i < 85; i++) value[letters.charCodeAt(i)] = i;
  const found = new DataView(new ArrayBuffer(text.length / 5 * 4));
  for (let i = 0, at = 0; i < text.length; at += 4) {
    let number = 0;
    for (const end = i + 5; i < end; i++) number = number * 85 + value[text.charCodeAt(i)];
    found.setUint32(at, number);
  }
  return new Uint8Array(found.buffer);
}

async function unpack() {
  const all = read85($("data").textContent);
  $("data").remove();
  let at = 4 + new DataView(all.buffer).getUint32(0, true);
  D = JSON.parse(new TextDecoder().decode(await inflated(all.subarray(4, at))));
  S = D.segments.map(([i, part, kind, block, side, set, rep, d, word, text, cues, poses, on], n) =>
    ({n, i, part, kind, block, side, set, rep, d, word, text: D.texts[text], cues, poses, on, off: 0, active: 0}));
  Object.values(D.drawings).forEach(unfold);
  CLIPS = await Promise.all(D.clips.map(([length, step]) => {
    const packed = all.subarray(at, at += length);
    return inflated(packed).then(bytes => softer(step < 0 ? new Int16Array(bytes.buffer) : decoded(bytes, step)));
  }));
}

function unfold(drawing) { // numbers are kept as by how much they changed
  const last = [];
  const read = frame => frame.map(([part, shape, ...numbers]) => {
    const before = last[part];
    if (before?.shape === shape) numbers = numbers.map((number, n) => number + before.numbers[n]);
    return last[part] = {part, shape, numbers};
  });
  for (const [ends, way] of Object.entries(drawing.ways)) drawing.ways[ends] = way.map(frames => frames.map(read));
}

function decoded(bytes, step) { // as sound/clips.py reads it, to the bit
  const {tilt: [one, two], steps, levels} = D.codec, scaled = levels.map(level => steps[step] * level);
  const found = new Float64Array(bytes.length);
  let sample = 0, before = 0, over = false;
  for (let i = 0; i < bytes.length; i++) {
    const value = scaled[bytes[i]] + one * sample + two * before;
    before = sample;
    found[i] = sample = value;
    over ||= value >= LOUDEST + 1 || value <= -LOUDEST - 2;
  }
  return Int16Array.from(found, value => Math.trunc(over ? Math.max(-LOUDEST, Math.min(LOUDEST, value)) : value));
}

function softer(samples) {
  return D.volume >= 1 ? samples : samples.map(sample => Math.trunc(sample * D.volume));
}

// --- the track ----------------------------------------------------------------------------------

const SILENCE = new Int16Array(RATE * 10);
let spoken = true;

function track(items) { // a WAV file of all items, one after the other
  const parts = [null];
  let at = 0, begun = 0;
  const quiet = count => {
    at += count;
    for (; count > 0; count -= SILENCE.length) parts.push(count < SILENCE.length ? SILENCE.subarray(0, count) : SILENCE);
  };
  for (const item of items) {
    for (const [due, say] of dueCues(item)) {
      const [, sounds, , voice] = D.says[say];
      quiet(Math.max(0, Math.round((begun + due) * PER_MS) - at));
      for (let n = 0; n < sounds.length; n++) {
        if (!spoken && !(n === 0 && voice)) break; // tones alone
        quiet(sounds[n][0] * PER_MS);
        parts.push(CLIPS[sounds[n][1]]);
        at += CLIPS[sounds[n][1]].length;
      }
    }
    begun += item.d;
  }
  quiet(Math.max(0, Math.round(begun * PER_MS) - at));
  const head = new DataView(new ArrayBuffer(44));
  const put = (offset, value) => typeof value === "string"
    ? [...value].forEach((c, i) => head.setUint8(offset + i, c.charCodeAt(0))) : head.setUint32(offset, value, true);
  [[0, "RIFF"], [4, 36 + 2 * at], [8, "WAVEfmt "], [16, 16], [20, 0x10001], [24, RATE], [28, 2 * RATE], [32, 0x100002],
    [36, "data"], [40, 2 * at]].forEach(([offset, value]) => put(offset, value));
  parts[0] = head;
  return new Blob(parts, {type: "audio/wav"});
}

let sound = items => {
  const old = audio.src;
  audio.src = URL.createObjectURL(track(items));
  if (old) URL.revokeObjectURL(old);
  audio.play().catch(error => { if (error.name !== "AbortError") interrupted(); });
};

// --- what follows what: core/player/route.py ----------------------------------------------------

let over, dropped; // by block: what was changed; which are left out

const changed = block => over[block] ||= {};
const plays = (o, s) => !(o.reps !== undefined && s.rep > o.reps) && !(o.fewer && s.kind === "hold");
const filled = ([start, stop]) => start < stop;

function after(n) { // -1: the session is over
  const s = S[n], o = changed(s.block), b = D.blocks[s.block];
  if (s.part === "finish") return -1;
  if (s.part === "entry") {
    const e = easierAt(s.block);
    return e >= 0 ? e : filled(b.leaving) ? b.leaving[0] : blockAfter(s.block, b.position);
  }
  let next = D.then[n];
  if (s.part === "body" || s.part === "easier") {
    while (next >= 0 && S[next].part === s.part && !plays(o, S[next])) next = D.then[next];
    if (s.part === "body" && o.from !== undefined && (next < 0 || S[next].part !== "body" || next >= o.from))
      return entry(s.block);
  } else if (next >= 0 && S[next].part === "body") return opening(s.block);
  return next >= 0 ? next : blockAfter(s.block, b.position);
}

function opening(block) {
  const o = changed(block), b = D.blocks[block];
  let n = o.begin ?? b.body[0];
  if (o.from !== undefined && o.from <= n) return entry(block);
  while (n < b.body[1] && !plays(o, S[n])) n++;
  return n < b.body[1] ? n : filled(b.leaving) ? b.leaving[0] : blockAfter(block, b.position);
}

function blockAfter(block, origin) {
  for (let n = block + 1; n < D.blocks.length; n++) {
    if (dropped.has(n)) continue;
    const b = D.blocks[n];
    return filled(b.approach[origin]) ? b.approach[origin][0] : filled(b.setup) ? b.setup[0] : opening(n);
  }
  return D.finish[risingFrom(origin)] ?? -1;
}

const risingFrom = posture => posture in D.finish ? posture : D.blocks[D.blocks.length - 1].position;

function easierAt(block) {
  const o = changed(block), stop = D.blocks[block].easier[1];
  let n = o.begin !== undefined && o.to < o.begin && o.begin < stop ? o.begin : o.to;
  while (n < stop && !plays(o, S[n])) n++;
  return n < stop ? n : -1;
}

function entry(block) {
  const e = easierAt(block);
  return onSide(D.blocks[block].entry, e < 0 ? null : S[e].side);
}

const onSide = (n, side) => side && S[n].side && S[n].side !== side && D.other[n] >= 0 ? D.other[n] : n;

function played(n) {
  const s = S[n], o = changed(s.block);
  if (o.fewer && D.unheld[n] >= 0) return D.unheld[n];
  if (o.begin !== undefined && (s.part === "approach" || s.part === "setup")) return onSide(n, S[o.begin].side);
  return n;
}

function walk(n) { // all that is left, from n on
  const found = [];
  for (; n >= 0; n = after(n)) found.push(S[played(n)]);
  return found;
}

// --- a segment as it is played: core/player/overlay.py ------------------------------------------

const MOVEMENT = ["move", "hold", "return"];
const moving = s => !s.waits && MOVEMENT.includes(s.kind) && (s.part === "body" || s.part === "easier");
const lasts = say => D.says[say][2];
const later = (list, by) => list.map(([at, ...more]) => [at + by, ...more]);

function led(s, say, quiet) {
  const lead = lasts(say) + quiet;
  return {...s, d: s.d + lead, cues: [[0, say, false], ...later(s.cues, lead)], poses: [...homeward(s, lead), ...later(s.poses, lead)]};
}

const homeward = (s, lead) => s.rep && HOME[s.n] ? [[0, HOME[s.n], Math.min(lead, D.blocks[s.block].tempo || lead)]] : [];

// `passed`: how many of its cues are over. `aside`: a line at its beginning that is not its own.
const dueCues = s => [...(s.aside === undefined ? [] : [[0, s.aside, false]]), ...s.cues.slice(s.passed || 0)];
const passedBy = (s, position) => (s.passed || 0) + s.cues.slice(s.passed || 0).filter(([at]) => at <= position).length;

function cut(s, by, passed, aside) { // without its first ms
  return {...s, d: s.d - by, off: s.off + by, cues: later(s.cues, -by), poses: later(s.poses, -by), passed, aside};
}

function countIn(say, s) {
  let d = Math.max(D.times.count_in, lasts(say) + D.times.between + D.times.ticks);
  if (s.kind === "hold") d += D.blocks[s.block].tempo;
  const ticks = D.answers.ticks.map(([at, say]) => [d - D.times.ticks + at, say, true]);
  return {waits: true, n: -1, d, kind: "wait", part: s.part, block: s.block, side: s.side, set: s.set, rep: s.rep,
    word: "READY", text: s.text, cues: [[0, say, false], ...ticks], poses: [], off: 0, active: 0};
}

function cutLine(s, position) { // the line that was being said, not half of it yet
  for (let n = passedBy(s, position) - 1; n >= 0; n--) {
    const [at, say] = s.cues[n], [, , whole, voice, words] = D.says[say];
    if (words) return position - at - voice < (whole - voice) / 2 ? n : -1;
  }
  return -1;
}

function resumed(s, position) { // a movement goes on where it was
  const passed = passedBy(s, position), n = cutLine(s, position), until = passed < s.cues.length ? s.cues[passed][0] : s.d;
  const fits = n >= 0 && position + lasts(s.cues[n][1]) + D.times.end <= until;
  return {...cut(s, position, passed, fits ? s.cues[n][1] : undefined), active: s.active + position};
}

function resumedStill(s, position, say) { // anything else gives its lines and ticks the time they need
  const again = say === undefined ? -1 : cutLine(s, position);
  let n = again < 0 ? passedBy(s, position) : again;
  while (n && s.cues[n - 1][2]) n--;
  const until = n < s.cues.length ? s.cues[n][0] : s.d;
  const from = Math.min(position, until - (say === undefined ? 0 : lasts(say) + D.times.between));
  return {...cut(s, from, n, say), active: s.active + position};
}

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
  const first = Object.values(D.blocks[s.block].approach).some(([start, stop]) => start === s.i && start < stop);
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
    target = n >= low && n >= 0 ? n : S[target].part === "body" && filled(b.setup) ? b.setup[0] : target;
  }
  backAt = wall();
  const away = !still && s.rep && (s.kind === "move" || s.kind === "hold") ? b.tempo : 0;
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

function skip() {
  const at = here(), {s, rest} = at;
  if (s.part === "finish" && !held) return;
  if (["leaving", "way_out", "finish"].includes(s.part)) { leave(); return go(rest); }
  const left = {at: wall(), n: s.n, side: s.side, block: s.block}, from = arrived(at);
  drop(s.block, "skipped");
  skipped = left;
  if (moving(s) && s.kind !== "return") {
    leave();
    return go(walkFrom(onSide(D.blocks[s.block].out, s.side)));
  }
  leaveBlock(s.block, from, D.answers.skipped);
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
    if (filled(b.setup)) o.begin = repetition;
    returnTo(played(filled(b.setup) ? b.setup[0] : repetition), D.answers.fewer, !filled(b.setup), 0);
  },
  skip() {
    const {s} = held;
    if (["leaving", "way_out", "finish"].includes(s.part)) return carryOn(held);
    const from = arrived(held);
    drop(s.block, "skipped");
    leaveBlock(s.block, from, D.answers.skipped);
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
  log("ended", {outcome, done: done.size, planned: new Set([...done, ...prescribed()]).size});
  keep();
  summary(outcome, say);
  show();
  lock?.release().catch(() => {}); lock = null;
}

function prescribed() {
  const found = [];
  D.blocks.forEach((b, block) => {
    const o = changed(block), rows = o.from === undefined ? [b.body] : [[b.body[0], o.from], [o.to, b.easier[1]]];
    for (const [start, stop] of rows) for (let n = start; n < stop; n++)
      if ((S[n].kind === "move" || S[n].kind === "hold") && plays(o, S[n])) found.push(S[n].i);
  });
  return found;
}

// --- what was done ------------------------------------------------------------------------------

let rows, done, begunAt, begunWall;
const kept = {sessions: [], answers: []}; // of all that was played since the page was opened

const local = date => new Date(date.getTime() - date.getTimezoneOffset() * 60000);
const day = () => Math.floor(local(new Date()).getTime() / 86400000);
const at = () => Math.round(wall() - begunWall);

function log(event, values) { rows.push({seq: rows.length + 1, at_ms: at(), event, ...values}); }

function ended(s, position, outcome) {
  if (s.waits) return;
  const work = s.kind === "move" || s.kind === "hold", earned = work && outcome === "done";
  rows.push({
    seq: rows.length + 1, at_ms: at(), day: day(), index: s.i, kind: s.kind, block: s.block, side: s.side, set: s.set, rep: s.rep,
    outcome, active_ms: Math.max(0, Math.round(s.active + position)), duration_ms: Math.round(s.off + s.d),
    credit: earned && !done.has(s.i),
  });
  if (earned) done.add(s.i);
}

function dated(date) {
  const ahead = -date.getTimezoneOffset(), two = n => String(Math.floor(n)).padStart(2, "0"), off = Math.abs(ahead);
  return local(date).toISOString().slice(0, 23) + (ahead < 0 ? "-" : "+") + two(off / 60) + ":" + two(off % 60);
}

function answersTo(id) { // what hurt, as lrx keeps it: core/health/profile.py
  const marks = {}, found = [];
  let exercise = null, warned = false;
  const keep = (what, value) => found.push({session: id, given: dated(new Date()), what, value});
  for (const {event, what, value} of rows) {
    if (event !== "reported") continue;
    if (what === "hurt") exercise = value;
    else {
      if (exercise !== null && D.lights[value] && marks[exercise] !== "red") marks[exercise] = D.lights[value];
      warned ||= value === "warning";
      exercise = null;
    }
  }
  const color = ["red", "amber"].find(light => Object.values(marks).includes(light));
  if (color) keep("after", {leg: null, back: null, far: null, new: null, color, marks});
  if (warned) keep("stopped", {why: "emergency", which: []});
  return found;
}

function keep() { // the session that is over, as `lrx import` reads it
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = bytes[6] & 15 | 64; bytes[8] = bytes[8] & 63 | 128;
  const id = [...bytes].map(b => b.toString(16).padStart(2, "0")).join("").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
  kept.sessions.push({
    id, started: dated(begunAt),
    routine: D.routine, level: D.level, teach: D.teach, planned_ms: D.ms, counted: true, asked: "not asked",
    version: D.version, whole: true,
    exercises: D.blocks.map((b, block) => ({block, exercise: b.exercise, planned: b.planned})),
    segments: rows.filter(row => !row.event), events: rows.filter(row => row.event),
  });
  kept.answers.push(...answersTo(id));
}

const saved = () => JSON.stringify({format: 1, kind: "history", ...kept});

function save() {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([saved()], {type: "application/json"}));
  link.download = `lrx-${local(begunAt).toISOString().slice(0, 16).replace(/:/g, "")}.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}

// --- what is seen -------------------------------------------------------------------------------

const shown = {};
const still = matchMedia("(prefers-reduced-motion: reduce)");
function put(id, text) { if (shown[id] !== text) $(id).textContent = shown[id] = text; }

function show() {
  const now = {running: "playing", paused: "playing", hurt: "asked", easing: "asked", before: "before", ended: "after"}[state];
  for (const id of ["before", "playing", "asked", "after"]) $(id).hidden = id !== now;
  $("what").hidden = state !== "hurt"; $("easing").hidden = state !== "easing";
  document.body.classList.toggle("paused", state === "paused");
  const focus = {playing: "pause", asked: "question", after: "ended"}[now];
  if (shown.focus !== focus + (now === "asked" ? state : "")) {
    scrollTo(0, 0); $(focus)?.focus({preventScroll: true});
    shown.focus = focus + (now === "asked" ? state : "");
  }
}

function ask(question, more) { put("question", question); put("meanwhile", more); }

function named(s, pose) {
  const b = D.blocks[s.block], [other, name] = pose.includes(":") ? pose.split(":") : ["", pose];
  return [other ? other + "/" : b.drawing, name].join("#");
}

function posing() { // where the drawing is now
  const s = route[k];
  if (!s || s.waits && !s.poses.length) return s?.start;
  const passed = s.poses.filter(([at]) => at <= now());
  return passed.length ? named(s, passed[passed.length - 1][1]) : s.start;
}

function mixed(a, b, u) { // in the order of the nearer one; a part of another shape there stays as it is
  const [near, far, w] = u < .5 ? [a, b, u] : [b, a, 1 - u];
  if (w < .001) return near;
  const others = new Map(far.map(path => [path.part, path]));
  return near.map(path => {
    const other = others.get(path.part);
    return other?.shape === path.shape ? {...path, numbers: path.numbers.map((x, n) => x + (other.numbers[n] - x) * w)} : path;
  });
}

function inked(shapes, frame) {
  return frame.map(({shape, numbers}) => {
    const [ink, data] = shapes[shape];
    let n = 0;
    return `<path class="${ink < 0 ? "outer" : "i" + ink}" d="${data.replace(/~/g, () => Math.round(numbers[n++]) / 10)}"/>`;
  }).join("");
}

function picture(s, t) {
  let from = s.start, pose = null;
  for (const p of s.poses) { if (p[0] > t) break; if (pose) from = named(s, pose[1]); pose = p; }
  const to = pose ? named(s, pose[1]) : from;
  const [name, end] = (to ?? "#").split("#"), drawing = D.drawings[name];
  if (!drawing) { if (shown.figure !== "") { $("drawing").replaceChildren(); shown.figure = ""; } return; }
  let start = from && from.split("#")[0] === name ? from.split("#")[1] : end;
  let back = start > end, way = drawing.ways[back ? `${end}>${start}` : `${start}>${end}`];
  let x = pose && pose[2] && !still.matches ? Math.min(1, Math.max(0, (t - pose[0]) / pose[2])) : 1;
  if (!way) { // it stands there, or comes from where the plan never does
    const found = Object.entries(drawing.ways).find(([ends]) => ends.split(">").includes(end));
    if (!found) return;
    way = found[1]; back = found[0].split(">")[0] === end; x = 1;
  }
  const [frames, arrows] = way, moves = x < 1 || (still.matches && start !== end);
  let u = x * x * x * (x * (6 * x - 15) + 10);
  if (back) u = 1 - u;
  const place = u * (frames.length - 1), n = Math.min(frames.length - 1, Math.floor(place + 1e-9));
  const flip = drawing.side && s.side && s.side !== drawing.side, key = [name, start, end, place.toFixed(2), flip, moves].join();
  if (shown.figure === key) return;
  shown.figure = key;
  const [left, top, width, height] = drawing.box;
  $("picture").setAttribute("viewBox", [flip ? -left - width : left, top, width, height].join(" "));
  $("drawing").setAttribute("transform", flip ? "scale(-1 1)" : "");
  const frame = mixed(frames[n], frames[Math.min(n + 1, frames.length - 1)], place - n);
  $("drawing").innerHTML = inked(drawing.shapes, moves ? [...frame, ...arrows[back ? 1 : 0]] : frame);
  put("seen", drawing.alt);
}

const UNTIL = {prepare: "until the exercise starts", switch: "until it goes on", rest: "until it goes on"};

function draw() {
  if (state !== "running" && state !== "paused") return;
  const s = held && state === "paused" ? held.s : route[k], t = held ? Math.max(0, held.position) : now(), b = D.blocks[s.block];
  put("where", `${s.block + 1} of ${D.blocks.length} · ${b.name}`);
  put("word", state === "paused" ? "PAUSED" : s.word.replace(/ ?\b(LEFT|RIGHT)\b/, ""));
  put("side", s.side ? s.side.toUpperCase() : "");
  $("side").className = s.side || "";
  let left = s.d - t;
  const rest = held ? held.rest : route.slice(k + 1);
  if (!s.waits && !moving(s)) for (const item of rest) {
    if (item.kind === "move" || item.block !== s.block) break;
    left += item.d;
  }
  put("seconds", String(Math.max(0, Math.ceil(left / 1000 - .001))));
  const passed = s.waits ? [] : s.cues.filter(([at, say]) => at <= t && D.says[say][4]), last = passed[passed.length - 1];
  const waiting = s.kind in UNTIL, set = b.sets > 1 ? ` · set ${s.set} of ${b.sets}` : "";
  put("text", state === "paused" ? D.texts[D.answers.paused] : last && waiting ? D.texts[D.says[last[1]][0]] : s.text);
  put("count", waiting && s.part !== "finish" ? UNTIL[s.kind] : s.rep ? `${s.rep} of ${changed(s.block).reps ?? b.reps}${set}` : "");
  put("pause", state === "paused" ? "Carry on" : "Pause");
  $("next").setAttribute("aria-disabled", String(!held && !!s.waits));
  $("skip").setAttribute("aria-disabled", String(s.part === "finish" && !held));
  let ahead = left; for (const item of rest) ahead += item.d;
  const share = Math.max(0, Math.min(100, Math.round(100 * (1 - ahead / Math.max(ahead, D.ms)))));
  if (shown.share !== share) {
    shown.share = share; $("bar").firstElementChild.style.width = share + "%"; $("bar").setAttribute("aria-valuenow", share);
  }
  if (!spoken && state === "running") {
    const cue = dueCues(route[k]).filter(([at, say]) => at <= now() && D.says[say][4]).pop();
    if (cue) put("live", D.texts[D.says[cue[1]][0]]);
  }
  picture(s, t);
}

function tick() {
  const t = clock();
  if (state === "running") while (k + 1 < route.length && t >= starts[k + 1]) {
    const s = route[k];
    ended(s, s.d, s.cut ? "skipped" : "done");
    k++;
    begin(route[k]); media();
    document.dispatchEvent(new CustomEvent("segment", {detail: [route[k].i, starts[k], t]}));
  }
  draw();
}

function trackOver() { // the track is over
  if (state === "running") { tick(); ended(route[k], route[k].d, "done"); finish("done", null); } else if (closing) closing();
}

function media() {
  if (!("mediaSession" in navigator) || !window.MediaMetadata || !route[k]) return;
  const s = route[k];
  const title = [s.word, s.text].filter(Boolean).join(": ");
  navigator.mediaSession.metadata = new MediaMetadata({title, artist: D.blocks[s.block].name, album: D.title});
}

let lock = null;
async function awake() {
  if (lock && !lock.released) return;
  try { lock = await navigator.wakeLock.request("screen"); $("awake").hidden = true; } catch { $("awake").hidden = document.hidden; }
}

function summary(outcome, say) {
  put("ended", outcome === "done" ? "Done" : say === D.answers.emergency ? "Stop here" : "Ended here");
  put("last", say === null || say === undefined ? "" : D.texts[D.says[say][0]]);
  const planned = new Set([...done, ...prescribed()]);
  put("summary", `${done.size} of ${planned.size} movements and holds.`);
  $("results").replaceChildren(...D.blocks.map((b, block) => {
    const of = [...planned].filter(i => S[i].block === block).length, did = [...done].filter(i => S[i].block === block).length;
    const item = document.createElement("li");
    item.textContent = `${b.name}: ${did === 0 ? "left out" : did >= of ? "done" : `${did} of ${of}`}`;
    return item;
  }));
  put("tomorrow", reds ? "Next time: " + D.blocks[about].tomorrow : "");
}

// --- beginning ----------------------------------------------------------------------------------

function start() {
  over = {}; dropped = new Set(); done = new Set(); rows = [];
  posture = "start"; lastBlock = null; reds = 0; backAt = -1e9; skipped = null; about = null; held = null; route = [];
  begunAt = new Date(); begunWall = wall();
  const zone = -begunAt.getTimezoneOffset();
  log("began", {utc: begunAt.getTime(), offset: zone});
  spoken = $("voice").checked;
  $("live").setAttribute("aria-live", spoken ? "off" : "assertive");
  go(walk(blockAfter(-1, "start")));
  media();
}

const toggle = () => state === "paused" ? resume() : pause();
const busy = act => () => { if (state === "running" || state === "paused") act(); };
const KEYS = {" ": toggle, ".": toggle, b: toggle, F5: toggle, Escape: toggle, ArrowRight: busy(next), ArrowDown: busy(next), PageDown: busy(next),
  n: busy(next), ArrowLeft: busy(again), ArrowUp: busy(again), PageUp: busy(again), p: busy(again), h: hurt, "!": hurt, N: busy(skip)};

function listen() {
  HOME = [];
  let pose = null, block = -1;
  for (const s of S) {
    if (s.block !== block) [pose, block] = [null, s.block];
    HOME[s.n] = pose && !pose.includes(":") ? pose : null;
    if (s.poses.length) pose = s.poses[s.poses.length - 1][1];
  }
  $("unable").hidden = true; $("start").hidden = $("how").hidden = $("voiced").hidden = false;
  $("start").onclick = $("once").onclick = start;
  $("pause").onclick = $("stage").onclick = toggle;
  $("again").onclick = busy(again); $("next").onclick = busy(next); $("skip").onclick = busy(skip); $("hurt").onclick = hurt;
  $("asked").onclick = event => { const {answer: which} = event.target.dataset; if (which) answer(which); };
  $("save").onclick = save;
  document.onkeydown = event => {
    if (event.ctrlKey || event.metaKey || event.altKey || $("playing").hidden) return;
    if (event.target.tagName === "BUTTON" && (event.key === " " || event.key === "Enter")) return;
    const act = KEYS[event.key];
    if (act) { event.preventDefault(); act(); }
  };
  audio.ontimeupdate = tick; // where no frames are drawn: a hidden page, a dark screen
  audio.onended = trackOver;
  audio.onpause = () => { if (!audio.ended && audio.readyState > 2 && state === "running") pause(); }; // a call, headphones pulled out
  document.onvisibilitychange = () => { if (!document.hidden && state === "running") awake(); };
  const buttons = {play: resume, pause, previoustrack: busy(again), nexttrack: busy(next)};
  if ("mediaSession" in navigator) for (const [what, act] of Object.entries(buttons))
    try { navigator.mediaSession.setActionHandler(what, act); } catch { /* unknown to this browser */ }
  const loop = () => { tick(); requestAnimationFrame(loop); };
  loop();
}

unpack().then(listen).catch(error => { $("unable").textContent = `This browser cannot play it: ${error.message}. It takes one of 2023 or newer.`; });
