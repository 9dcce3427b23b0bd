import { setImmediate as turn } from "node:timers/promises";
import { replace } from "./frozen.mjs";

/** The part of `EventTarget` that the package uses. */
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
        // As in a browser, the other listeners still run.
      }
    }
  }
}

export class FakeWindow extends Target {
  constructor(origin) {
    super();
    this.origin = origin;
  }

  /** Runs `body` with this window's members as globals, which the package uses. */
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

/** Delivers messages between windows asynchronously, in order, one at a time. */
export class Wire {
  #queue = [];
  #recording;

  constructor(recording) {
    this.#recording = recording;
  }

  /** Returns the handle of `to` for code in `from`. */
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

  /** Delivers messages until the queue is empty and all promises have settled. */
  async settle() {
    for (;;) {
      // One turn of the event loop runs all pending promise reactions, including new ones.
      await turn();
      const deliver = this.#queue.shift();
      if (!deliver) return;
      this.#recording.clock.tick();
      deliver();
    }
  }
}
