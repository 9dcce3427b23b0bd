import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { setImmediate as turn } from "node:timers/promises";
import { FakeWindow } from "../interop/src/windows.mjs";

/** The versions of the npm packages, by name. */
const { devDependencies: VERSIONS } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));

/** A command that the implementation does not know, or cannot carry out. The scenario is skipped. */
export class Unsupported extends Error {}

/** Timeouts that fire when the kit lets time pass. `Date.now` also goes on by a millisecond with each command. */
class Clock {
  #timeouts = new Map();
  #next = 1;
  now = Date.UTC(2024, 0, 1);
  commands = 0;

  install() {
    this.#timeouts.clear();
    Date.now = () => this.now + this.commands;
    globalThis.setTimeout = (callback, delay = 0) => {
      this.#timeouts.set(this.#next, { at: this.now + delay, callback });
      return this.#next++;
    };
    globalThis.clearTimeout = (id) => this.#timeouts.delete(id);
  }

  async advance(ms, settle) {
    const end = this.now + ms;
    for (;;) {
      const [id, next] = [...this.#timeouts].sort(([, a], [, b]) => a.at - b.at)[0] ?? [];
      if (!next || next.at > end) break;
      this.#timeouts.delete(id);
      this.now = Math.max(this.now, next.at);
      next.callback();
      await settle();
    }
    this.now = end;
  }
}

/** The part of an adapter that both sides share: subclasses have a method for each command. */
export class Adapter {
  #reports = [];
  #pending = new Map();
  #next = 1;
  clock = new Clock();

  /** Makes an adapter of an npm package, in a window with this origin. */
  constructor(role, name, origin) {
    this.hello = { role, name, version: VERSIONS[name] };
    this.window = new FakeWindow(origin);
    this.other = { postMessage: (message) => this.report({ post: JSON.stringify(message) }) };
  }

  report(report) {
    this.#reports.push(report);
  }

  notice(name, data) {
    this.report({ notice: { name, data } });
  }

  /** Asks for something, and returns what a later command returns for it. */
  ask(kind, details) {
    return this.next(this.begin(kind, details));
  }

  /** Asks for something that can be returned repeatedly, and returns its ID. */
  begin(kind, details) {
    const id = this.#next++;
    this.report({ [kind]: { id, ...details } });
    return id;
  }

  /** Returns what the next command returns for an ID. */
  next(id) {
    return new Promise((resolve, reject) => this.#pending.set(id, { resolve, reject }));
  }

  /** Reports the outcome of a call. */
  outcome(id, promise) {
    promise.then(
      (value) => this.report({ outcome: { id, ok: value ?? {} } }),
      (error) => this.report({ outcome: { id, error: { message: String(error?.message ?? error) } } }),
    );
  }

  message({ text }) {
    let data;
    try {
      data = JSON.parse(text);
    } catch {
      return; // A window gets no such message.
    }
    this.window.dispatch("message", { data, origin: "null" });
  }

  decide({ id, approve }) {
    this.#settle(id, ({ resolve }) => resolve(new Set(approve)));
  }

  return({ id, value, error }) {
    this.#settle(id, ({ resolve, reject }) => (error ? reject(Object.assign(new Error(error.message), error)) : resolve(value)));
  }

  #settle(id, settle) {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    if (pending) settle(pending);
    else this.notice("late", id);
  }

  async advance({ ms }) {
    await this.clock.advance(ms, settled);
  }

  async run(command) {
    this.#reports = [];
    this.clock.commands += 1;
    const done = { done: command.n };
    try {
      if (command.do === "hello") this.report({ hello: this.hello });
      else if (typeof this[command.do] !== "function") throw new Unsupported();
      else await this.window.inside(() => this[command.do](command));
      await settled();
    } catch (error) {
      if (error instanceof Unsupported) done.unsupported = true;
      else done.failed = String(error?.stack ?? error);
    }
    return [...this.#reports, done];
  }
}

/** Waits until all promises have settled. */
async function settled() {
  for (let turns = 0; turns < 5; turns++) await turn();
}

/** Serves adapters on standard input and output: a new one for each scenario. */
export async function serve(make) {
  const write = process.stdout.write.bind(process.stdout);
  for (const method of ["debug", "log", "warn", "error"]) console[method] = () => undefined;
  // A browser would only print these.
  process.on("unhandledRejection", () => undefined);
  let adapter;
  for await (const line of createInterface({ input: process.stdin })) {
    const command = JSON.parse(line);
    if (!adapter || command.do === "create") {
      adapter = make();
      adapter.clock.install();
    }
    for (const report of await adapter.run(command)) write(`${JSON.stringify(report)}\n`);
  }
}
