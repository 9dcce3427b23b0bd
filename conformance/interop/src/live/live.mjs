import { test } from "node:test";
import { setImmediate as turn } from "node:timers/promises";
import { frozen } from "../frozen.mjs";
import { ajv, validate } from "../schemas.mjs";
import { FakeWindow } from "../windows.mjs";
import { Program } from "./program.mjs";

export const LINK = "https://matrix.to/#/@bob:example.org";
export const MESSAGE = { msgtype: "m.text", body: "Hello" };
export const NOTHING = () => new Promise(() => undefined);

/**
 * One of our sessions in a child process, connected with a fake window. Messages are delivered one at a time, in order.
 * Subclasses handle the other reports, by `driver`, `prompt`, `outcome` and `notice`.
 */
export class Live {
  #program;
  #clock;
  #jobs = [];
  #calls = 0;
  #outcomes = new Map();
  /** The window of the package. */
  window;
  /** All messages as texts, in order. */
  lines = [];
  /** The notices of the session that no test has taken. */
  notices = [];

  constructor(clock, example, origin) {
    this.#clock = clock;
    this.#program = new Program(example);
    this.window = new FakeWindow(origin);
  }

  /** Returns the window that the package posts to. */
  target() {
    return {
      postMessage: (message) => {
        // Like a web view, the program gets messages as JSON.
        const text = JSON.stringify(message);
        this.lines.push(text);
        this.queue("message", { text });
      },
    };
  }

  /** Runs a command after all earlier ones. */
  queue(name, members) {
    this.#jobs.push(async () => {
      for (const report of await this.#program.run(name, members)) this.#report(report);
    });
  }

  /** Runs a command and everything that it causes. */
  async run(name, members) {
    this.queue(name, members);
    await this.settle();
  }

  /** Calls a method of the session. Returns its outcome, or undefined while it is pending. */
  async call(name, args) {
    const outcome = await this.begin(name, args);
    return outcome();
  }

  /** Calls a method as `call` does. Returns a function that returns the outcome. */
  async begin(name, args = {}) {
    const id = ++this.#calls;
    await this.run("call", { id, name, args });
    return () => this.#outcomes.get(id);
  }

  /** Takes the notices with this name, and returns their data. */
  take(name) {
    const taken = this.notices.filter((notice) => notice.name === name);
    this.notices = this.notices.filter((notice) => notice.name !== name);
    return taken.map(({ data, error }) => (error === undefined ? data : { error }));
  }

  /** Delivers messages until the queue is empty and all promises have settled. */
  async settle() {
    for (;;) {
      await turn();
      const job = this.#jobs.shift();
      if (!job) return;
      this.#clock.tick();
      await job();
    }
  }

  /** Returns the result of a promise, or throws its error. Fails if it has not settled. */
  async result(promise) {
    const outcome = await this.state(promise);
    if (outcome.pending) throw new Error("expected an answer");
    if ("error" in outcome) throw outcome.error;
    return outcome.value;
  }

  /** Returns the error of a promise that rejects. */
  async refused(promise) {
    const { error } = await this.state(promise);
    if (!error) throw new Error("expected an error");
    return error;
  }

  /** Answers requests of this action with the package. Returns the data of all requests. */
  listen(end, action, answer = () => ({})) {
    const received = [];
    end.on(`action:${action}`, (event) => {
      event.preventDefault();
      received.push(event.detail.data);
      end.transport.reply(event.detail, answer(event.detail.data));
    });
    return received;
  }

  /** Returns `{ value }`, `{ error }` or `{ pending }` after everything has settled. */
  async state(promise) {
    let outcome = { pending: true };
    promise.then(
      (value) => (outcome = { value }),
      (error) => (outcome = { error }),
    );
    await this.settle();
    return outcome;
  }

  /** Returns the actions and kinds of all messages, and forgets them. */
  takeLines() {
    return this.lines.splice(0).map((line) => {
      const { action, response } = JSON.parse(line);
      return response ? `${action}: ${response.error ? "error" : "answer"}` : action;
    });
  }

  close() {
    this.#program.stop();
  }

  #report(report) {
    if (report.post !== undefined) {
      this.lines.push(report.post);
      const data = JSON.parse(report.post);
      if (!validate(data)) throw new Error(`${report.post}: ${ajv.errorsText(validate.errors)}`);
      this.#jobs.push(async () => this.window.dispatch("message", { data, origin: "null" }));
    } else if (report.outcome) {
      const { id, ...outcome } = report.outcome;
      this.#outcomes.set(id, outcome);
    } else if (report.notice) {
      this.notices.push(report.notice);
    } else {
      // The answer comes when it is ready. Other messages do not wait for it.
      const { id } = report.driver ?? report.prompt;
      const answer = (members, name = "return") => this.queue(name, { id, ...members });
      if (report.prompt) this.prompt(report.prompt.capabilities, answer);
      else this.driver(report.driver, answer);
    }
  }
}

/** Runs a test with a clock that stands still, and closes its sessions. */
export async function live(body) {
  const sessions = [];
  try {
    await frozen((clock) =>
      body((session) => {
        sessions.push(session);
        return session;
      }, clock),
    );
  } finally {
    for (const session of sessions) session.close();
  }
}

/** Returns a function that runs tests of one side, which its class connects with the npm package. */
export function flows(program, Side) {
  return (name, body) =>
    test(`${program}, ${name}`, () => live((open, clock) => body((options) => open(new Side(clock, { program, ...options })))));
}
