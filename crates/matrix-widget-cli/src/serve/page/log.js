import { byId, create, pretty } from "./dom.js";

const MAX_ROWS = 2000;

/** The list of messages. */
export class Log {
  #rows = [];
  #recording = [];
  #requests = new Map();
  /** The ID of the widget in the frame. */
  widgetId;
  #list = byId("log");
  #filter = byId("filter");

  constructor() {
    this.#filter.addEventListener("input", () => this.#rows.forEach((row) => this.#show(row)));
    this.#filter.addEventListener("submit", (event) => event.preventDefault());
    byId("clear").addEventListener("click", () => {
      this.#rows = [];
      this.#list.replaceChildren();
    });
    byId("save").addEventListener("click", () => {
      const href = URL.createObjectURL(new Blob(this.#recording, { type: "application/jsonl" }));
      create("a", { href, download: "recording.jsonl" }).click();
      URL.revokeObjectURL(href);
    });
  }

  add({ sender, time, text, id, widgetId, report, typed, findings, unknownCapabilities }) {
    const { class: kind, api, action, error } = report;
    if (kind !== "foreign") this.#recording.push(`${text}\n`);
    const verdict = create("span", { className: "soft" });
    const row = { action: action ?? "", isProblem: false, verdict };
    const judge = (words, isGood) => {
      verdict.textContent = words;
      verdict.className = isGood ? "good" : "bad";
      row.isProblem ||= !isGood;
    };

    const answer = kind === "foreign" ? undefined : JSON.parse(text).response?.error?.message;
    const key = JSON.stringify([api, id, action]);
    if (widgetId && widgetId !== this.widgetId) {
      judge(`ignored: expected the widget ID ${this.widgetId}`, false);
    } else if (kind === "request") {
      verdict.textContent = "waiting";
      this.#requests.set(key, judge);
    } else if (kind === "response" || kind === "error") {
      const words = kind === "error" ? String(answer) : "answered";
      judge(kind === "error" ? words : "success", kind !== "error");
      this.#requests.get(key)?.(words, kind !== "error");
      this.#requests.delete(key);
    } else if (kind === "foreign") {
      verdict.textContent = "ignored, not a widget message";
    } else {
      judge(error, false);
    }
    if (unknownCapabilities.length > 0) judge("unknown capabilities", false);
    if (findings.length > 0) judge(findings.map(({ rule }) => rule).join(", "), false);

    const summary = create(
      "summary",
      {},
      create("span", { className: "time", textContent: `${(time / 1000).toFixed(2)} s` }),
      create("span", { textContent: sender === "widget" ? "widget →" : "client →", className: "soft" }),
      create("code", { textContent: `${action ?? "–"}${kind === "response" || kind === "error" ? " (answer)" : ""}` }),
      verdict,
    );
    const details = create("details", {}, summary);
    // The details are made when somebody looks at them.
    details.addEventListener("toggle", () => details.append(...views({ text, report, typed, findings, unknownCapabilities })), { once: true });
    row.element = create("li", {}, details);
    this.#rows.push(row);
    this.#list.append(row.element);
    if (this.#rows.length > MAX_ROWS) this.#rows.shift().element.remove();
    this.#show(row);
  }

  #show(row) {
    const { text, problems } = this.#filter.elements;
    row.element.hidden = !row.action.includes(text.value.trim()) || (problems.checked && !row.isProblem);
  }
}

function views({ text, report: { error, unknown, variant, lossless }, typed, findings, unknownCapabilities }) {
  const views = findings.map(({ rule, reason }) => create("p", { className: "bad", textContent: `${rule}: ${reason}` }));
  if (error) views.push(create("p", { className: "bad", textContent: error }));
  if (unknownCapabilities.length > 0) {
    const list = unknownCapabilities.join(", ");
    views.push(create("p", { className: "bad", textContent: `Unknown capabilities, which are not granted: ${list}` }));
  }
  if (unknown.length > 0) views.push(create("p", { textContent: `Unknown members: ${unknown.join(", ")}` }));
  views.push(...json("JSON", text));
  // Otherwise, the typed message is the same.
  if (typed && !lossless) views.push(...json(`Known members (${variant})`, typed));
  return views;
}

function json(title, text) {
  return [create("h3", { textContent: title }), create("pre", { tabIndex: 0, textContent: pretty(JSON.parse(text)) })];
}
