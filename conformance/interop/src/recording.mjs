/** The messages of one flow, in the order of the `postMessage` calls. */
export class Recording {
  lines = [];
  /** The malformed messages, by kind. */
  bad = { request: [], response: [] };
  #expected = [];

  constructor(clock) {
    this.clock = clock;
  }

  add(message) {
    this.lines.push(JSON.stringify(message));
    const kind = kindOf(message);
    const index = this.#expected.findIndex((bad) => bad.kind === kind && bad.action === message.action);
    if (index < 0) return;
    const [{ why }] = this.#expected.splice(index, 1);
    this.bad[kind].push({ line: this.lines.length, why });
  }

  /** Marks the next request or response of this action as malformed. */
  expectBad(kind, action, why) {
    this.#expected.push({ kind, action, why });
  }

  finish() {
    const [missing] = this.#expected;
    if (missing) throw new Error(`missing malformed ${missing.kind} of ${missing.action}: ${missing.why}`);
  }
}

/** Returns the kind of a message. A message with a null `response` is a request. */
export function kindOf({ response }) {
  return response === undefined || response === null ? "request" : "response";
}
