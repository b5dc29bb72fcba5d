// --- the track ----------------------------------------------------------------------------------

const RATE = 12000, PER_MS = RATE / 1000, LOUDEST = 32767;
const audio = new Audio();
let clock = () => audio.currentTime * 1000; // of the track, in ms
let wall = () => performance.now();

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
