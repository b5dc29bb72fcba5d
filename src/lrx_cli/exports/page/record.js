// --- what was done ------------------------------------------------------------------------------

let rows, done, begunAt, begunWall;
const kept = {sessions: [], answers: []}; // of all that was played since the page was opened

const local = date => new Date(date.getTime() - date.getTimezoneOffset() * 60000);
const day = () => Math.floor(local(new Date()).getTime() / 86400000);
const at = () => Math.round(wall() - begunWall);

function log(event, values) { rows.push({seq: rows.length + 1, at_ms: at(), event, ...values}); }

function ended(s, position, outcome) {
  if (s.waits) return;
  const earned = works(s) && outcome === "done";
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
