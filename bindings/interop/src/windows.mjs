import { setImmediate as turn } from "node:timers/promises";
import { replace } from "./frozen.mjs";

/** As much of an `EventTarget` as the package uses. */
export class Target {
  #listeners = new Map();

  addEventListener(type, listener) {
    if (!this.#listeners.has(type)) this.#listeners.set(type, new Set());
    this.#listeners.get(type).add(listener);
  }

  removeEventListener(type, listener) {
    this.#listeners.get(type)?.delete(listener);
  }

  dispatch(type, event) {
    for (const listener of [...(this.#listeners.get(type) ?? [])]) {
      try {
        listener(event);
      } catch {
        // As in a browser, a listener that throws stops nobody else.
      }
    }
  }
}

export class FakeWindow extends Target {
  constructor(origin) {
    super();
    this.origin = origin;
  }

  /** Runs `body` with this window's members as globals, where the package looks for them. */
  inside(body) {
    const restore = ["addEventListener", "removeEventListener"].map((name) =>
      replace(globalThis, name, this[name].bind(this)),
    );
    restore.push(replace(globalThis, "parent", this.parent));
    try {
      return body();
    } finally {
      for (const undo of restore) undo();
    }
  }
}

/** Carries messages between windows: later, in order, one at a time. */
export class Wire {
  #queue = [];
  #recording;

  constructor(recording) {
    this.#recording = recording;
  }

  /** `to` as code in `from` sees it. */
  handle(from, to) {
    return {
      postMessage: (message, targetOrigin) => {
        if (targetOrigin !== "*" && targetOrigin !== to.origin) return;
        const data = structuredClone(message);
        this.#recording.add(message);
        this.#queue.push(() => to.dispatch("message", { data, origin: from.origin }));
      },
    };
  }

  /** Delivers until nobody has anything left to say. */
  async settle() {
    for (;;) {
      // A turn of the event loop runs every promise reaction that is ready, and those that they make ready.
      await turn();
      const deliver = this.#queue.shift();
      if (!deliver) return;
      this.#recording.clock.tick();
      deliver();
    }
  }
}
