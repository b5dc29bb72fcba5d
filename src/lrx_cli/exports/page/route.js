// --- what follows what: core/player/route.py ----------------------------------------------------

let over, dropped; // by block: what was changed; which are left out

const changed = block => over[block] ||= {};
const plays = (o, s) => !(o.reps !== undefined && s.rep > o.reps) && !(o.fewer && s.kind === "hold");
const firstOf = ([start, stop]) => start < stop ? start : undefined; // of a row, which may be empty
const works = s => s.kind === "move" || s.kind === "hold";

function after(n) { // -1: the session is over
  const s = S[n], o = changed(s.block), b = D.blocks[s.block];
  if (s.part === "finish") return -1;
  if (s.part === "entry") {
    const e = easierAt(s.block);
    return e >= 0 ? e : firstOf(b.leaving) ?? blockAfter(s.block, b.position);
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
  return n < b.body[1] ? n : firstOf(b.leaving) ?? blockAfter(block, b.position);
}

function blockAfter(block, origin) {
  for (let n = block + 1; n < D.blocks.length; n++) {
    if (dropped.has(n)) continue;
    const b = D.blocks[n];
    return firstOf(b.approach[origin]) ?? firstOf(b.setup) ?? opening(n);
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
