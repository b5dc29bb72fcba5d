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
    return other?.shapes === path.shapes ? {...path, numbers: path.numbers.map((x, n) => x + (other.numbers[n] - x) * w)} : path;
  });
}

const cm = mm => Math.round(mm * 10) / 100;

function outlineOf(kind, n) { // a path around one shape of numbers `n`, as figure/svg.py makes it
  if (kind > 1) { // a polygon
    const corners = Array.from({length: kind}, (_, i) => [n[2 * i], n[2 * i + 1]]);
    const area = corners.reduce((sum, [x, y], i) => sum + x * corners[(i + 1) % kind][1] - corners[(i + 1) % kind][0] * y, 0);
    return "M" + (area < 0 ? corners.reverse() : corners).map(place => place.map(cm)).join("L") + "Z";
  }
  if (kind) { // an ellipse
    const [x, y, wide, shear, tall] = n, a = wide * wide + shear * shear, b = shear * tall, c = tall * tall;
    const middle = (a + c) / 2, spread = Math.hypot((a - c) / 2, b), angle = Math.atan2(2 * b, a - c) / 2;
    const long = Math.sqrt(middle + spread), short = Math.sqrt(Math.max(1e-4, middle - spread));
    const dx = Math.cos(angle) * long, dy = Math.sin(angle) * long, arc = `A${cm(long)} ${cm(short)} ${angle * 180 / Math.PI} 1 1 `;
    return `M${cm(x - dx)} ${cm(y - dy)}${arc}${cm(x + dx)} ${cm(y + dy)}${arc}${cm(x - dx)} ${cm(y - dy)}Z`;
  }
  const [x0, y0, r0, x1, y1, r1] = n, apart = Math.hypot(x1 - x0, y1 - y0);
  if (apart <= Math.abs(r0 - r1) + 1e-4) return outlineOf(1, r0 > r1 ? [x0, y0, r0, 0, r0] : [x1, y1, r1, 0, r1]);
  const ux = (x1 - x0) / apart, uy = (y1 - y0) / apart, c = (r0 - r1) / apart, s = Math.sqrt(1 - c * c);
  const nx = ux * c - uy * s, ny = uy * c + ux * s, mx = ux * c + uy * s, my = uy * c - ux * s;
  const to = (x, y, r, sx, sy) => `${cm(x + sx * r)} ${cm(y + sy * r)}`, arc = (r, large) => `A${cm(r)} ${cm(r)} 0 ${+large} 1 `;
  return `M${to(x0, y0, r0, mx, my)}L${to(x1, y1, r1, mx, my)}${arc(r1, c < 0)}${to(x1, y1, r1, nx, ny)}`
    + `L${to(x0, y0, r0, nx, ny)}${arc(r0, c > 0)}${to(x0, y0, r0, mx, my)}Z`;
}

const SIZES = [6, 5]; // numbers of a capsule and of an ellipse

function inked(kinds, frame) {
  let around = "";
  const paths = frame.map(({shapes, numbers}) => {
    const [ink, outlined, each] = kinds[shapes];
    let at = 0;
    const data = each.map(kind => outlineOf(kind, numbers.slice(at, at += SIZES[kind] || 2 * kind))).join("");
    if (outlined) around += data;
    return [ink, data];
  });
  return paths.map(([ink, data]) => ink < 0 ? `<path class="outer" d="${around}"/>` : `<path class="i${ink}" d="${data}"/>`).join("");
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
  if (x === 1 && !still.matches && drawing.ways[`${end}>${end}`]) { // nothing moves: what is worked on is seen
    way = drawing.ways[`${end}>${end}`]; back = false;
  }
  if (!way) { // it stands there, or comes from where the plan never does
    const found = Object.entries(drawing.ways).find(([ends]) => ends.split(">").includes(end));
    if (!found) return;
    way = found[1]; back = found[0].split(">")[0] === end; x = 1;
  }
  const [frames, arrows] = way, moves = x < 1 || (still.matches && start !== end);
  let u = x * x * x * (x * (6 * x - 15) + 10);
  if (back) u = 1 - u;
  const place = u * (frames.length - 1), n = Math.min(frames.length - 1, Math.floor(place + 1e-9));
  const flip = drawing.side && s.side && (s.side !== drawing.side) !== !!pose?.[3], key = [name, start, end, place.toFixed(2), flip, moves].join();
  if (shown.figure === key) return;
  shown.figure = key;
  const [left, top, width, height] = drawing.box;
  $("picture").setAttribute("viewBox", [flip ? -left - width : left, top, width, height].join(" "));
  $("drawing").setAttribute("transform", flip ? "scale(-1 1)" : "");
  const frame = mixed(frames[n], frames[Math.min(n + 1, frames.length - 1)], place - n);
  $("drawing").innerHTML = inked(drawing.shapes, moves ? [...frame, ...arrows[back ? 1 : 0]] : frame);
  put("seen", drawing.alt);
}

const OTHER = {left: "right", right: "left"};
const UNTIL = {prepare: "until the exercise starts", switch: "until it goes on", rest: "until it goes on"};

function draw() {
  if (state !== "running" && state !== "paused") return;
  const s = held && state === "paused" ? held.s : route[k], t = held ? Math.max(0, held.position) : now(), b = D.blocks[s.block];
  put("where", `${s.block + 1} of ${D.blocks.length} · ${b.name}`);
  let left = s.d - t;
  const rest = held ? held.rest : route.slice(k + 1), move = rest.findIndex(item => item.kind === "move" || item.block !== s.block);
  const leads = s.kind in UNTIL && move >= 0 && rest[move].kind === "move" && rest[move].block === s.block; // to a movement
  if (leads) for (const item of rest.slice(0, move)) left += item.d;
  const told = s.told >= 0 && t >= s.told, rolls = s.kind === "switch" && s.word === "ROLL OVER";
  const over = s.kind === "rest" && !leads;
  const side = over ? null : told ? (b.other ? OTHER[s.side] : s.side) : rolls ? OTHER[s.side] : null; // onto the side that then rests
  put("side", side ? side.toUpperCase() + (told ? "" : " SIDE") : "");
  const word = leads && left <= D.times.ticks ? "READY" : rolls && told ? "SWITCH" : s.word.replace(/ ?\b(LEFT|RIGHT)\b/, "");
  put("word", state === "paused" ? "PAUSED" : word);
  $("side").className = side || "";
  put("seconds", String(Math.max(0, Math.ceil(left / 1000 - .001))));
  const passed = s.waits ? [] : s.cues.filter(([at, say]) => at <= t && D.says[say][4]), last = passed[passed.length - 1];
  const waiting = s.kind in UNTIL, set = b.sets > 1 ? ` · set ${s.set} of ${b.sets}` : "";
  put("text", state === "paused" ? D.texts[D.answers.paused] : last && waiting ? D.texts[D.says[last[1]][0]] : s.text);
  put("count", leads ? UNTIL[s.kind] : s.rep ? `${s.rep} of ${changed(s.block).reps ?? b.reps}${set}` : "");
  put("pause", state === "paused" ? "Carry on" : "Pause");
  $("next").setAttribute("aria-disabled", String(!held && !!s.waits));
  $("skip").setAttribute("aria-disabled", String(s.part === "finish" && !held));
  const ahead = rest.reduce((sum, item) => sum + item.d, s.d - t);
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
  const up = route[route.length - 1]; // how to get up is still to be read
  put("last", say != null ? D.texts[D.says[say][0]] : up?.part === "finish" ? up.text : "");
  const asked = planned();
  put("summary", `${done.size} of ${asked.size} movements and holds.`);
  $("results").replaceChildren(...D.blocks.map((b, block) => {
    const of = [...asked].filter(i => S[i].block === block).length, did = [...done].filter(i => S[i].block === block).length;
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

setTimeout(() => { // what there is to read is seen meanwhile
  try { unpack(); listen(); }
  catch (error) { $("unable").textContent = `This browser cannot play it: ${error.message}. It takes one of 2021 or newer.`; }
});
