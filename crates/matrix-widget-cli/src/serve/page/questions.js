import { byId, create, parse, pretty } from "./dom.js";

const questions = byId("questions");
const settings = byId("answers");
settings.addEventListener("submit", (event) => event.preventDefault());

/** The cards of open questions, by ID. */
const cards = new Map();

function show(id, title, ...children) {
  const card = create("form", { className: "card" }, create("strong", { textContent: title }), ...children);
  card.addEventListener("submit", (event) => event.preventDefault());
  cards.set(id, card);
  questions.append(card);
}

/** Removes the question with this ID. */
export function withdraw(id) {
  cards.get(id)?.remove();
  cards.delete(id);
}

function button(textContent, id, act) {
  const element = create("button", { type: "button", textContent });
  element.addEventListener("click", () => act() !== false && withdraw(id));
  return element;
}

/** Asks which capabilities the widget gets. */
export function prompt({ id, capabilities, descriptions }, send) {
  const decide = (approve) => send({ do: "decide", id, approve });
  if (settings.elements.approve.checked) return decide(capabilities);
  const boxes = capabilities.map((capability, place) => {
    const box = create("input", { type: "checkbox", checked: true, value: capability });
    return [box, create("label", { title: capability }, box, ` ${descriptions[place]} `, create("code", { className: "soft", textContent: capability }))];
  });
  const chosen = () => boxes.filter(([box]) => box.checked).map(([box]) => box.value);
  show(
    id,
    "The widget requests capabilities",
    create("fieldset", {}, ...boxes.map(([, label]) => label)),
    button("Approve", id, () => decide(chosen())),
    button("Refuse all", id, () => decide([])),
  );
}

/** Answers a request of the widget, or asks for the answer. */
export function request({ id, op, data, rooms, answer, asksUser, ...more }, send) {
  const { mode, delay, error } = settings.elements;
  const give = (result) => send({ do: "return", id, ...result });
  if (op === "openModal") return modal(id, more, give);
  if (mode.value === "world" && !asksUser) return void setTimeout(() => give({ value: answer }), Number(delay.value));
  // A malformed error is asked about.
  const failing = mode.value === "error" && !asksUser ? parseError(error) : undefined;
  if (failing) return void setTimeout(() => give({ error: failing }), Number(delay.value));
  const field = create("textarea", { rows: 6, spellcheck: false, value: pretty(answer) });
  const failure = create("input", { value: "Something went wrong" });
  const value = () => {
    const value = parse(field);
    return value !== undefined && give({ value });
  };
  const title = asksUser ? "The widget requests OpenID credentials, which prove who you are" : `The widget requests ${op}`;
  show(
    id,
    title,
    create("pre", { tabIndex: 0, textContent: pretty({ rooms, data }) }),
    create("label", {}, "Answer ", field),
    button(asksUser ? "Allow" : "Answer", id, value),
    ...(asksUser ? [button("Block", id, () => give({ value: { state: "blocked" } }))] : []),
    create("label", {}, "Error ", failure),
    button("Fail", id, () => give({ error: { message: failure.value } })),
  );
}

/** Parses the member `error` of an error response. */
function parseError(field) {
  const error = parse(field);
  if (error === undefined || typeof error?.message === "string") return error;
  field.setCustomValidity("expected an object with the text `message`");
  field.reportValidity();
  return undefined;
}

function modal(id, { url }, give) {
  const data = create("textarea", { rows: 3, spellcheck: false, value: "{}" });
  const close = () => {
    const value = parse(data);
    return value !== undefined && give({ value });
  };
  const shown = () => {
    give({ value: {} });
    withdraw(id);
    show(id, `Modal widget ${url}`, create("label", {}, "Data ", data), button("Close", id, close));
  };
  show(id, `The widget opens a modal widget: ${url}`, button("Show", id, () => (shown(), false)), button("Fail", id, () => give({ error: { message: "cannot open" } })));
}
