// An adapter to copy. It connects an implementation with the conformance kit, needs no packages, and plays both sides:
//
//   matrix-widget conform host -- node template.mjs host
//   matrix-widget conform widget -- node template.mjs widget
//
// `Host` and `Widget` at the end are the places of your implementation. What they do themselves is only an example, so
// most scenarios fail or are skipped. docs/conformance.md explains the steps, conformance/README.md the commands.
import { createInterface } from "node:readline";
import { setImmediate as turn } from "node:timers/promises";

// Reports are written after each command. Standard output is for them alone: log to standard error.
let reports = [];
const report = (value) => reports.push(value);
/** Reports a message that the implementation sends to the other side, as the text that it would post. */
const post = (message) => report({ post: JSON.stringify(message) });

// A virtual clock. An implementation under test must not use the real one, because the kit lets minutes pass at once.
let now = 0;
let timers = [];
const after = (ms, run) => timers.push({ at: now + ms, run });

async function advance(ms) {
  const end = now + ms;
  for (;;) {
    const [timer] = timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
    if (!timer) break;
    timers = timers.filter((other) => other !== timer);
    now = timer.at;
    timer.run();
    await rest();
  }
  now = end;
}

/** Waits until the implementation is at rest: until all its promises have settled. */
async function rest() {
  for (let turns = 0; turns < 5; turns++) await turn();
}

// What the implementation has asked the user (`prompt`) or its application (`driver`), until the kit answers.
let asked = new Map();
let lastId = 0;

/** Asks with a report. Returns a promise of the answer. */
function ask(kind, details) {
  const id = ++lastId;
  report({ [kind]: { id, ...details } });
  return new Promise((resolve, reject) => asked.set(id, { resolve, reject }));
}

/** Takes what waits for an answer. An answer that comes too late is reported and has no other effect. */
function take(id) {
  const waiting = asked.get(id);
  asked.delete(id);
  if (!waiting) report({ notice: { name: "late", data: id } });
  return waiting;
}

/** Reports what becomes of a call. */
function outcome(id, promise) {
  promise.then(
    (value) => report({ outcome: { id, ok: value ?? {} } }),
    (error) => report({ outcome: { id, error: { message: error.message } } }),
  );
}

/** The commands that both sides have. A command without a method is unsupported. */
class Side {
  // Requests that wait for a response of the other side, by request ID.
  #sent = new Map();
  #number = 0;

  hello() {
    report({ hello: { role: this.role, name: "template", version: "0.0.0" } });
  }

  create({ widgetId, ...given }) {
    this.widgetId = widgetId;
    this.given = given;
  }

  /** A message of the other side arrives. It can be any text. */
  message({ text }) {
    let message;
    try {
      message = JSON.parse(text);
    } catch {
      return;
    }
    if (message?.widgetId !== this.widgetId || typeof message.requestId !== "string") return;
    if (message.response) this.#sent.get(message.requestId)?.(message.response);
    else if (message.api === this.receives) this.answer(message, (response) => post({ ...message, response }));
  }

  /** Sends a request. Returns a promise of the response. */
  request(action, data = {}) {
    const requestId = `template-${++this.#number}`;
    post({ api: this.sends, widgetId: this.widgetId, requestId, action, data });
    return new Promise((resolve, reject) => {
      this.#sent.set(requestId, ({ error, ...response }) => {
        this.#sent.delete(requestId);
        if (error) reject(new Error(error.message));
        else resolve(response);
      });
      after(10_000, () => this.#sent.get(requestId)?.({ error: { message: "timed out" } }));
    });
  }

  decide({ id, approve }) {
    take(id)?.resolve(approve);
  }

  return({ id, value, error }) {
    if (error) take(id)?.reject(new Error(error.message));
    else take(id)?.resolve(value);
  }

  advance({ ms }) {
    return advance(ms);
  }

  call({ id, name, args }) {
    if (!this.calls[name]) return false;
    outcome(id, this.calls[name](args));
  }
}

/** A client. */
class Host extends Side {
  role = "host";
  receives = "fromWidget";
  sends = "toWidget";
  calls = { screenshot: () => this.request("screenshot") };

  /** The load event of the iframe. This client begins with `content_loaded` and does not need it. */
  frameLoaded() {}

  answer({ action }, respond) {
    if (action === "supported_api_versions") {
      respond({ supported_versions: ["0.0.1", "0.0.2", "org.matrix.msc2931"] });
    } else if (action === "content_loaded") {
      respond({});
      this.#negotiate();
    } else {
      respond({ error: { message: "unknown action" } });
    }
  }

  async #negotiate() {
    const { capabilities } = await this.request("capabilities");
    const approved = capabilities.length > 0 ? await ask("prompt", { capabilities }) : [];
    await this.request("notify_capabilities", { requested: capabilities, approved });
  }
}

/** A widget. */
class Widget extends Side {
  role = "widget";
  receives = "toWidget";
  sends = "fromWidget";
  calls = { contentLoaded: () => this.request("content_loaded") };

  answer({ action, data }, respond) {
    if (action === "supported_api_versions") {
      respond({ supported_versions: ["0.0.1", "0.0.2", "org.matrix.msc2871"] });
    } else if (action === "capabilities") {
      respond({ capabilities: this.given.ask });
    } else if (action === "notify_capabilities") {
      respond({});
      report({ notice: { name: "approved", data: data.approved } });
    } else if (action === "screenshot") {
      // The kit is the application, too.
      ask("driver", { op: "screenshot", data }).then(respond, ({ message }) => respond({ error: { message } }));
    } else {
      respond({ error: { message: "unknown action" } });
    }
  }
}

// An unhandled rejection must not end the adapter.
process.on("unhandledRejection", (error) => console.error(error));

const start = () => (process.argv[2] === "widget" ? new Widget() : new Host());
let side = start();
for await (const line of createInterface({ input: process.stdin })) {
  const command = JSON.parse(line);
  const done = { done: command.n };
  if (command.do === "create") {
    // A new scenario knows nothing of the one before.
    [side, asked, timers, now] = [start(), new Map(), [], 0];
  }
  try {
    const isKnown = typeof side[command.do] === "function" && (await side[command.do](command)) !== false;
    if (!isKnown) done.unsupported = true;
    await rest();
  } catch (error) {
    done.failed = error.stack; // a fault of the adapter
  }
  for (const value of [...reports, done]) console.log(JSON.stringify(value));
  reports = [];
}
