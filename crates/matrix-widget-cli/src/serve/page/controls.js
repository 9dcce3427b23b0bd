import { byId, create, parse, pretty } from "./dom.js";

/** What can be pushed: a command, and an example of its JSON. */
const KINDS = {
  message: ["event", { type: "m.room.message", content: { msgtype: "m.text", body: "Hello" } }],
  reaction: ["event", { type: "m.reaction", content: { "m.relates_to": { rel_type: "m.annotation", event_id: "$1", key: "👍" } } }],
  "state event": ["event", { type: "m.room.topic", state_key: "", content: { topic: "A topic" } }],
  "to-device message": ["toDevice", { type: "com.example.ping", content: {} }],
};

/** Connects the forms that act as the client. `send` passes a command to the session. */
export function controls({ user, room, rooms, users }, send) {
  let calls = 0;
  const call = (name, args = {}) => send({ do: "call", id: ++calls, name, args });

  const appearance = byId("appearance");
  const { theme, lang, visible, room: viewed } = appearance.elements;
  theme.addEventListener("change", () => call("themeChange", { name: theme.value }));
  lang.addEventListener("change", () => call("languageChange", { lang: lang.value }));
  visible.addEventListener("change", () => call("visibility", { visible: visible.checked }));
  // A widget of a room stays in its room.
  if (!room) {
    viewed.append(create("option", { value: "", textContent: "none" }), ...rooms.map((id) => create("option", { textContent: id })));
    viewed.parentElement.hidden = false;
    viewed.addEventListener("change", () => send({ do: "viewRoom", room: viewed.value || null }));
  }

  const push = byId("push");
  const { kind, json } = push.elements;
  kind.append(...Object.keys(KINDS).map((name) => create("option", { textContent: name })));
  const example = () => (json.value = pretty(KINDS[kind.value][1]));
  kind.addEventListener("change", example);
  example();
  const sender = users[0]?.user_id ?? user.user_id;
  push.addEventListener("submit", () => {
    const value = parse(json);
    if (value === undefined) return;
    const complete = { sender, ...value };
    if (KINDS[kind.value][0] === "event") send({ do: "event", event: complete });
    else send({ do: "toDevice", message: complete, encrypted: true });
  });

  const { action, json: data } = byId("call").elements;
  byId("call").addEventListener("submit", () => {
    const args = parse(data);
    if (args !== undefined) call(action.value, args);
  });

  for (const form of [appearance, push, byId("call")]) {
    form.addEventListener("submit", (event) => event.preventDefault());
  }
}
