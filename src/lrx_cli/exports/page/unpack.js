"use strict";
// What is left of the session is one track of sound, and the page shows what the track is at. A tap makes another
// track. What follows what is looked up in the tables of the data; see core/player for the reasons.
const $ = id => document.getElementById(id);
let D, S, CLIPS;

// --- unpacking: __init__.py, data.py ---------------------------------------------------------------

function unpack() {
  const all = expanded(read111($("data").textContent)), numbers = new DataView(all.buffer);
  $("data").remove();
  let at = 4 + numbers.getUint32(0, true);
  D = JSON.parse(new TextDecoder().decode(all.subarray(4, at)));
  S = D.segments.map(([i, part, kind, block, side, set, rep, d, word, text, cues, poses, on, told], n) =>
    ({n, i, part, kind, block, side, set, rep, d, word, text: D.texts[text], cues, poses, on, told, off: 0, active: 0}));
  Object.values(D.drawings).forEach(unfold);
  CLIPS = D.clips.map(clip => {
    if (Array.isArray(clip[0])) return softer(tone(clip));
    const [length, step] = clip, bytes = all.slice(at, at += length);
    return softer(step < 0 ? new Int16Array(bytes.buffer) : decoded(bytes, step));
  });
}

function read111(text) { // four digits are 27 bits
  const digits = [], found = new Uint8Array(Math.ceil(text.length * 27 / 16));
  let rest = 0, bits = 0, at = 0;
  const digit = value => {
    if (digits.push(value) < 4) return;
    rest = rest * 2 ** 27 + ((digits[0] * 111 + digits[1]) * 111 + digits[2]) * 111 + digits[3];
    for (bits += 27; bits >= 8; rest %= 2 ** bits) found[at++] = rest / 2 ** (bits -= 8);
    digits.length = 0;
  };
  for (let i = 0; i < text.length; i++) {
    const letter = text.charCodeAt(i);
    if (letter < 160) digit(letter - (letter > 60 ? 33 : 32));
    else { digit(94 + Math.floor((letter - 160) / 111)); digit((letter - 160) % 111); }
  }
  return found.subarray(0, at);
}

function expanded(packed) { // LZMA, as its inventor's specification has it, with lc, lp and pb 0
  const found = new Uint8Array(new DataView(packed.buffer).getUint32(0, true));
  const odds = count => new Uint16Array(count).fill(1024), lengths = () => ({first: odds(2), low: odds(8), middle: odds(8), high: odds(256)});
  const match = odds(12), again = odds(12), second = odds(12), third = odds(12), fourth = odds(12), longer = odds(12);
  const literal = odds(768), near = lengths(), far = lengths(), slots = [0, 1, 2, 3].map(() => odds(64)), places = odds(115), last = odds(16);
  let at = 5, range = 0xffffffff, code = 0, state = 0, at0 = 0, at1 = 0, at2 = 0, at3 = 0, end = 0;
  for (let i = 0; i < 4; i++) code = (code << 8 | packed[at++]) >>> 0;

  function bit(of, index) {
    const odd = of[index], bound = (range >>> 11) * odd;
    let one = 0;
    if (code < bound) { range = bound; of[index] = odd + (2048 - odd >> 5); }
    else { range -= bound; code -= bound; of[index] = odd - (odd >> 5); one = 1; }
    if (range < 0x1000000) { range = range << 8 >>> 0; code = (code << 8 | packed[at++]) >>> 0; }
    return one;
  }
  function tree(of, bits) {
    let m = 1;
    for (let i = 0; i < bits; i++) m = m << 1 | bit(of, m);
    return m - (1 << bits);
  }
  function reversed(of, from, bits) {
    let m = 1, value = 0;
    for (let i = 0; i < bits; i++) { const one = bit(of, from + m); m = m << 1 | one; value |= one << i; }
    return value;
  }
  const lengthOf = ({first, low, middle, high}) =>
    !bit(first, 0) ? tree(low, 3) : !bit(first, 1) ? 8 + tree(middle, 3) : 16 + tree(high, 8);
  function distance(length) {
    const slot = tree(slots[Math.min(length, 3)], 6);
    if (slot < 4) return slot;
    let bits = (slot >> 1) - 1, value = (2 | slot & 1) << bits;
    if (slot < 14) return value + reversed(places, value - slot, bits);
    for (bits -= 4; bits--;) {
      range >>>= 1;
      if (code >= range) { code -= range; value += 16 << bits; }
      if (range < 0x1000000) { range = range << 8 >>> 0; code = (code << 8 | packed[at++]) >>> 0; }
    }
    return value + reversed(last, 0, 4);
  }
  while (end < found.length) {
    if (!bit(match, state)) {
      let m = 1;
      if (state > 6) for (let other = found[end - at0 - 1]; m < 256; other <<= 1) {
        const expected = other >> 7 & 1, one = bit(literal, (1 + expected << 8) + m);
        m = m << 1 | one;
        if (one !== expected) break;
      }
      while (m < 256) m = m << 1 | bit(literal, m);
      found[end++] = m;
      state = state < 4 ? 0 : state < 10 ? state - 3 : state - 6;
      continue;
    }
    let length = 0;
    if (!bit(again, state)) {
      at3 = at2; at2 = at1; at1 = at0;
      length = 2 + lengthOf(near);
      at0 = distance(length - 2);
      state = state < 7 ? 7 : 10;
    } else {
      if (!bit(second, state)) {
        if (!bit(longer, state)) length = 1;
      } else {
        let from = at1;
        if (bit(third, state)) {
          from = at2;
          if (bit(fourth, state)) { from = at3; at3 = at2; }
          at2 = at1;
        }
        at1 = at0; at0 = from;
      }
      state = state < 7 ? length ? 9 : 8 : 11;
      length ||= 2 + lengthOf(far);
    }
    for (; length--; end++) found[end] = found[end - at0 - 1];
  }
  return found;
}

function unfold(drawing) { // numbers are kept as by how much they changed
  const last = [];
  const read = frame => frame.map(([part, shapes, ...numbers]) => {
    const before = last[part];
    if (before?.shapes === shapes) numbers = numbers.map((number, n) => number + before.numbers[n]);
    return last[part] = {part, shapes, numbers};
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

function tone(notes) { // as sound/samples.py makes it, to the bit
  const {overtones, level, attack, release} = D.tones, scale = level / overtones.reduce((sum, [, share]) => sum + share, 0);
  return Int16Array.from(notes.flatMap(([hz, ms]) => {
    const count = ms * PER_MS, out = Math.min(release, Math.floor(ms / 2)) * PER_MS, step = 2 * Math.PI * hz / RATE;
    return Array.from({length: count}, (_, place) => hz && Math.trunc(scale
      * Math.min(1, place / (attack * PER_MS), (count - place) / out)
      * overtones.reduce((sum, [number, share]) => sum + share * Math.sin(step * number * place), 0)));
  }));
}

function softer(samples) {
  return D.volume >= 1 ? samples : samples.map(sample => Math.trunc(sample * D.volume));
}
