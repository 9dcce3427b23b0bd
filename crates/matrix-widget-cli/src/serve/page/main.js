import { controls } from "./controls.js";
import { byId } from "./dom.js";
import { Frame } from "./frame.js";
import { Log } from "./log.js";
import { prompt, request, withdraw } from "./questions.js";

/** The time between two looks at the deadlines of the session, in milliseconds. */
const TICK = 250;

const status = byId("status");
const log = new Log();
let session;
let frame;

/** Commands that wait for the answer to those before: the session gets them in the order of the browser. */
let commands = [];
let isBusy = false;

function send(...more) {
  commands.push(...more);
  if (!isBusy) void flush();
}

async function flush() {
  isBusy = true;
  try {
    do {
      const body = JSON.stringify(commands);
      commands = [];
      await exchange(`sessions/${session}`, body);
    } while (commands.length > 0);
    isBusy = false;
  } catch (error) {
    // Nothing more is sent.
    clearInterval(ticks);
    status.textContent = error.message;
  }
}

async function exchange(path, body) {
  const headers = { "content-type": "application/json" };
  const response = await fetch(path, { method: "POST", headers, body }).catch(() => {
    throw new Error("matrix-widget serve has ended. Start it again and open its new address.");
  });
  if (response.status === 410) throw new Error("Another page shows the widget now. Reload this page to show it here.");
  if (!response.ok) return refuse(`the server has answered with ${response.status} ${response.statusText}`);
  for (const report of await response.json()) {
    for (const [name, value] of Object.entries(report)) {
      try {
        reports[name](value);
      } catch (error) {
        refuse(error.message);
      }
    }
  }
}

function refuse(reason) {
  status.textContent = `Not possible: ${reason}`;
}

/** The reports of the session, each with what the page does. */
const reports = {
  hello(hello) {
    session = hello.session;
    byId("url").textContent = hello.url;
    controls(hello, send);
    log.widgetId = hello.widgetId;
    frame = new Frame(byId("widget"), hello, {
      loaded: () => send({ do: "frameLoaded" }),
      message: (text) => send({ do: "message", text }),
      problem: (text) => (status.textContent = text),
    });
    byId("reload").addEventListener("click", () => frame.reload());
    status.textContent = "Loading";
  },
  log: (message) => log.add(message),
  post: (text) => frame.post(text),
  prompt: (question) => prompt(question, send),
  driver: (question) => request(question, send),
  outcome: ({ ok, error }) => (status.textContent = error ? `Failed: ${error.message ?? error}` : `Done: ${JSON.stringify(ok)}`),
  notice({ name, data }) {
    if (name === "cancelled") withdraw(data);
    status.textContent = NOTICES[name]?.(data) ?? `${name} ${data === null ? "" : JSON.stringify(data)}`;
  },
  failed: refuse,
};

const PUSHES = {
  queued: "Sent",
  notAllowed: "Not sent: the widget may not receive this",
  duplicate: "Not sent: the widget has this event already",
  notReady: "Not sent: the capabilities have not been decided",
  full: "Not sent: too many messages wait",
};

const NOTICES = {
  granted: (capabilities) => `Ready. Capabilities: ${capabilities.length}`,
  reloaded: () => "Loading again",
  noCapabilities: () => "The widget does not answer the request for its capabilities",
  noContentLoaded: () => "The widget has not sent content_loaded, which it has to because waitForIframeLoad is false",
  negotiationFailed: () => "The widget has answered the request for its capabilities with an error",
  push: (result) => PUSHES[result],
  cancelled: () => "A question was withdrawn",
  late: () => "Too late: the widget has been answered already",
};

await exchange("sessions");
const ticks = setInterval(send, TICK);
