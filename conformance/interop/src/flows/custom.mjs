const PING = "org.example.ping";
const ANYTHING = {
  text: "\u0000 \" \\ / é 👋",
  numbers: [0, -0.5, 1e-7, 1e21, 9007199254740991, -9007199254740991],
  nothing: null,
  nested: { empty: {}, list: [[], [{}], true, false] },
  // Names of envelope members have no meaning in data.
  response: { error: { message: "none" } },
  requestId: 5,
};
const EMPTY = {};

export default async function (open) {
  const session = await open().negotiate();
  const { widget, client } = session;

  for (const end of [widget, client]) {
    session.on(end, PING, ({ data }) => ({ pong: data ?? "nothing" }));
    session.on(end, "org.example.fails", () => ({
      error: { message: "It did not work", "org.example.code": 17 },
    }));
    session.on(end, "org.example.almost_fails", ({ data }) => data);
    session.on(end, "org.example.acknowledged", () => EMPTY);
  }

  for (const end of [widget, client]) {
    await session.answered(
      session.raw(end, PING, EMPTY),
      session.raw(end, PING, ANYTHING),
      session.raw(end, PING, undefined),
      session.raw(end, PING, null),
      session.raw(end, "org.example.acknowledged", { value: 1 }),
      session.raw(end, "org.example.almost_fails", { error: "text" }),
      session.raw(end, "org.example.almost_fails", { error: {} }),
      session.raw(end, "org.example.almost_fails", { error: { message: 5 } }),
      session.bad(end, PING, "text", "data is a string"),
      session.bad(end, PING, [EMPTY], "data is an array"),
      session.bad(end, PING, 0, "data is a number"),
      session.bad(end, PING, false, "data is a boolean"),
    );
    await session.refused(
      session.raw(end, "org.example.fails", EMPTY),
      session.raw(end, "org.example.unknown", ANYTHING),
      session.raw(end, "org.example.unknown", undefined),
      session.raw(end, "\"quoted\" \n name", EMPTY),
    );
  }

  // Both sides send at the same time, with the same request IDs.
  await session.answered(() =>
    Promise.all([widget, client].flatMap((end) => [1, 2, 3].map((n) => end.transport.send(PING, { n })))),
  );

  // The client does not know stable names.
  await session.refused(
    session.raw(widget, "navigate", { uri: "https://matrix.to/#/!room:example.org" }),
    session.raw(widget, "read_events", { type: "m.room.message" }),
    session.raw(widget, "request_capabilities", { capabilities: ["m.sticker"] }),
    session.bad(widget, "read_events", { limit: 1 }, "type is missing"),
  );

  // Actions of the other direction are unknown.
  await session.refused(
    session.raw(widget, "notify_capabilities", EMPTY),
    session.raw(client, "content_loaded", EMPTY),
  );
}
