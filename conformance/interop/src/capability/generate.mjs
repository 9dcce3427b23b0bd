// Generates the same capabilities and permission checks for the same seed.

const PREFIXES = [
  ...["send", "receive"].flatMap((direction) => [
    `org.matrix.msc2762.${direction}.event:`,
    `org.matrix.msc2762.${direction}.state_event:`,
    `org.matrix.msc3819.${direction}.to_device:`,
    `com.beeper.capabilities.${direction}.room_account_data:`,
  ]),
];

const RARE_PREFIXES = [
  "m.send.event:",
  "m.receive.state_event:",
  "m.send.to_device:",
  "m.read.event:",
  "org.matrix.msc2762.read.event:",
  "org.matrix.msc2762.read.state_event:",
  "org.matrix.msc2762.timeline:",
  "org.matrix.msc2762.send.events:",
  "org.matrix.msc2762.send.event",
  "m.sticker",
  "com.example.fly",
  "",
];

const PIECES = [
  "m.room.message",
  "m.room.message#",
  "m.text",
  "a",
  "b",
  "#",
  "#",
  "\\",
  "\\#",
  ":",
  ":*",
  "*",
  "!a:example.org",
  " ",
  "ä",
  "😀",
  "\u0000",
];

const KEYS = ["", "m.text", "a", "b", "#", "\\", "#a", "a#b", "\\#", "ä", ":*"];

/** Returns a generator of numbers from 0 to 1 (mulberry32). */
function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export class Generator {
  #random;

  constructor(seed) {
    this.#random = random(seed);
  }

  #below(count) {
    return Math.floor(this.#random() * count);
  }

  #of(list) {
    return list[this.#below(list.length)];
  }

  #text() {
    return Array.from({ length: this.#below(6) }, () => this.#of(PIECES)).join("");
  }

  capability() {
    return this.#of(this.#below(8) === 0 ? RARE_PREFIXES : PREFIXES) + this.#text();
  }

  /** Returns a permission check that is often similar to one of the parsed capabilities. */
  check(parsed) {
    const one = parsed.length > 0 && this.#below(8) !== 0 ? this.#of(parsed) : undefined;
    const other = (likely, any) => (one !== undefined && this.#below(4) !== 0 ? likely() : any());
    return {
      direction: other(
        () => one.direction,
        () => this.#of(["send", "receive", "read"]),
      ),
      kind: other(
        () => one.kind,
        () => this.#of(["event", "state_event", "to_device", "room_account"]),
      ),
      type: other(
        () => one.type,
        () => this.#of(["m.room.message", "a", "b", "#", "a#b", this.#text()]),
      ),
      key: other(
        () => one.key,
        () => this.#of([null, ...KEYS]),
      ),
    };
  }
}
