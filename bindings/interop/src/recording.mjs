/** What crossed the wire in one flow, in the order of the `postMessage` calls. */
export class Recording {
  lines = [];
  badRequests = [];
  #expected = [];

  constructor(clock) {
    this.clock = clock;
  }

  add(message) {
    this.lines.push(JSON.stringify(message));
    if (message.response) return;
    const index = this.#expected.findIndex(({ action }) => action === message.action);
    if (index < 0) return;
    const [{ why }] = this.#expected.splice(index, 1);
    this.badRequests.push({ line: this.lines.length, why });
  }

  /** The next request of this action will have malformed data. */
  expectBad(action, why) {
    this.#expected.push({ action, why });
  }

  finish() {
    const [missing] = this.#expected;
    if (missing) throw new Error(`no ${missing.action} was sent whose ${missing.why}`);
  }
}
