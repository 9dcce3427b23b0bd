import assert from "node:assert/strict";
import { test } from "node:test";

import { CapabilitySet, eventQuery, isRoomId, parseCapability, printCapability } from "matrix-widget-protocol";

import { json, vectors } from "./material.mjs";

const dialects = ["room-scoped", "msc2762"];
const prefixes = { today: "org.matrix.msc2762.", stable: "m." };

const known = (parts) => Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== null));

/** What is read is written again, whatever it is. */
function readAndWritten(text, dialect = "room-scoped") {
  const capability = parseCapability(text, dialect);
  assert.equal(printCapability(capability, dialect), text);
  return capability;
}

test("event bodies are read as in the table", () => {
  for (const [dialect, kinds] of Object.entries(vectors("event_bodies"))) {
    for (const [kind, rows] of Object.entries(kinds)) {
      for (const direction of ["send", "receive", "read"]) {
        for (const [spelling, prefix] of Object.entries(prefixes)) {
          for (const [body, type, key, room] of rows) {
            const capability = readAndWritten(`${prefix}${direction}.${kind}:${body}`, dialect);
            assert.deepEqual(capability, known({ kind, direction, type, key, room, spelling }), body);
          }
        }
      }
    }
  }
});

test("other bodies are read whole", () => {
  for (const [prefix, kind, direction, spelling] of [
    ["org.matrix.msc3819.send.to_device:", "to_device", "send", "today"],
    ["m.receive.to_device:", "to_device", "receive", "stable"],
    ["com.beeper.capabilities.send.room_account_data:", "room_account_data", "send", "today"],
    ["com.beeper.capabilities.receive.room_account_data:", "room_account_data", "receive", "today"],
  ]) {
    for (const type of ["m.room.message#m.text", "a\\#b:*", "a:!b:example.org"]) {
      assert.deepEqual(readAndWritten(prefix + type), { kind, direction, type, spelling });
    }
  }
  for (const room of ["*", "!a:example.org"]) {
    assert.deepEqual(readAndWritten(`m.timeline:${room}`), { kind: "timeline", room, spelling: "stable" });
  }
});

test("a flag is read by either name, and written as it was", () => {
  assert.deepEqual(readAndWritten("m.navigate"), {
    kind: "flag",
    flag: "org.matrix.msc2931.navigate",
    spelling: "stable",
  });
  assert.deepEqual(readAndWritten("m.sticker"), { kind: "flag", flag: "m.sticker", spelling: "today" });
  assert.equal(printCapability({ kind: "flag", flag: "m.sticker", spelling: "stable" }, "msc2762"), "m.sticker");
  const navigate = "org.matrix.msc2931.navigate";
  assert.equal(printCapability({ kind: "flag", flag: navigate }, "msc2762"), navigate);
});

test("rooms are told from other text", () => {
  for (const [name, texts] of Object.entries(vectors("rooms"))) {
    for (const text of texts) {
      assert.equal(isRoomId(text), name === "room IDs", JSON.stringify(text));
      const { kind } = readAndWritten(`m.timeline:${text}`);
      assert.equal(kind, name === "room IDs" || text === "*" ? "timeline" : "unknown", JSON.stringify(text));
    }
  }
  assert.equal(isRoomId("!\ud800:b"), false, "half a character is none");
});

test("what is malformed or unknown is kept, the malformed with the reason", () => {
  for (const [where, rows] of Object.entries(vectors("malformed"))) {
    for (const [text, message] of rows) {
      for (const dialect of dialects) {
        const capability = readAndWritten(text, dialect);
        if (where === "room-scoped" && dialect === "msc2762") {
          assert.notEqual(capability.kind, "unknown", text);
        } else {
          const reason = message.includes("event type")
            ? "the event type is empty"
            : "the room is neither `*` nor a room ID";
          assert.deepEqual(capability, { kind: "unknown", text, reason });
        }
      }
    }
  }
  for (const text of vectors("unknown")) {
    for (const dialect of dialects) assert.deepEqual(readAndWritten(text, dialect), { kind: "unknown", text });
  }
});

test("what no string says is not written", () => {
  const send = { kind: "event", direction: "send" };
  for (const [capability, reason] of [
    [{ ...send, type: "" }, "the event type is empty"],
    [{ ...send, type: "a", room: "b" }, "the room is neither `*` nor a room ID"],
    [{ ...send, type: "a", key: "k" }, "a key of a message-like event that is no `m.room.message`"],
    [{ ...send, type: "m.room.message#m.text" }, "a message-like event type that begins with `m.room.message#`"],
    [
      { kind: "state_event", direction: "send", type: "a\\", key: "k" },
      "a state event type that ends in `\\`, with a key",
    ],
    [{ ...send, type: "a\\", room: "*" }, "a text that ends in `\\`, with a room"],
    [{ kind: "to_device", direction: "send", type: "" }, "the event type is empty"],
    [{ kind: "timeline", room: "a" }, "the room is neither `*` nor a room ID"],
    [{ kind: "unknown", text: "m.sticker" }, "it is known in this dialect"],
    [{ kind: "flag", flag: "com.example.fly" }, "there is no such capability"],
    [{ kind: "to_device", direction: "read", type: "a" }, "there is no such capability"],
  ]) {
    assert.throws(() => printCapability(capability, "room-scoped"), new RangeError(reason));
  }
  assert.throws(
    () => printCapability({ ...send, type: "a", room: "*" }, "msc2762"),
    new RangeError("a room in plain MSC2762"),
  );
  assert.throws(() => printCapability({ kind: "unknown", text: "m.send.event::*" }, "msc2762"), RangeError);
});

/** Questions as the vectors put them. */
function ask(set, question, viewed) {
  const [first, kind, type, key, room] = question;
  if (first === "flag") return set.may(kind);
  if (first === "timeline") return set.mayUseTimeline(kind);
  const what = { to_device: "ToDevice", room_account_data: "RoomAccountData" }[kind];
  if (what !== undefined) return set[`may${first === "send" ? "Send" : "Receive"}${what}`](type);
  const query = known({ kind, type, key, room });
  return {
    send: () => set.maySend(query, viewed),
    receive: () => set.mayReceive(query, viewed),
    read: () => set.mayRead(query, viewed),
  }[first]();
}

for (const { rule, dialect = "room-scoped", capabilities, viewed, allowed, refused } of vectors("sets")) {
  test(rule, () => {
    const set = new CapabilitySet(capabilities, dialect);
    for (const question of allowed) assert.equal(ask(set, question, viewed), true, JSON.stringify(question));
    for (const question of refused) assert.equal(ask(set, question, viewed), false, JSON.stringify(question));
  });
}

test("an event is asked about by what can be read beyond doubt", () => {
  const room_id = "!a:example.org";
  const message = { type: "m.room.message", room_id, content: { msgtype: "m.text" } };
  for (const [event, query] of [
    [message, { kind: "event", type: "m.room.message", key: "m.text", room: room_id }],
    [
      { ...message, content: {} },
      { kind: "event", type: "m.room.message", key: undefined, room: room_id },
    ],
    [
      { ...message, state_key: null },
      { kind: "event", type: "m.room.message", key: "m.text", room: room_id },
    ],
    [
      { ...message, state_key: "" },
      { kind: "state_event", type: "m.room.message", key: "", room: room_id },
    ],
    [
      { type: "m.reaction", room_id, content: { msgtype: "m.text" } },
      { kind: "event", type: "m.reaction", room: room_id },
    ],
  ]) {
    assert.deepEqual(eventQuery(event), query);
  }
  const strings = ["m.receive.event:m.room.message:*", "m.receive.state_event:m.room.message:*"];
  const any = new CapabilitySet(strings, "room-scoped");
  assert.equal(any.mayReceive(eventQuery(message)), true);
  for (const event of [
    {},
    { ...message, type: 5 },
    { ...message, room_id: undefined },
    { ...message, room_id: "a" },
    { ...message, state_key: 5 },
    { ...message, content: undefined },
    { ...message, content: [] },
    { ...message, content: { msgtype: 5 } },
  ]) {
    assert.equal(eventQuery(event), undefined);
    assert.equal(any.mayReceive(eventQuery(event)), false);
    assert.equal(any.mayRead(eventQuery(event)), false);
    assert.equal(any.maySend(eventQuery(event)), false);
  }
});

test("what is approved is reported in every spelling that was asked for, and what is new is asked once", () => {
  const strings = [
    "m.send.event:m.reaction",
    "m.navigate",
    "org.matrix.msc2762.send.event:m.reaction",
    "com.example.fly",
    "m.sticker",
    "m.sticker",
  ];
  const asked = new CapabilitySet(strings, "room-scoped");
  const approved = ["m.send.event:m.reaction:*", "m.send.event:m.reaction", "m.sticker"];
  const granted = new CapabilitySet(approved, "room-scoped");
  assert.deepEqual(asked.strings, strings);
  assert.deepEqual(asked.approvedBy(granted), [
    "m.send.event:m.reaction",
    "org.matrix.msc2762.send.event:m.reaction",
    "m.sticker",
    "m.sticker",
  ]);
  assert.deepEqual(asked.newlyAsked(granted), ["m.navigate"]);
  const [read, receive] = ["m.read.event:m.reaction", "m.receive.event:m.reaction"].map(
    (text) => new CapabilitySet([text], "room-scoped"),
  );
  assert.deepEqual(read.newlyAsked(receive), []);
});

test("it agrees with the Rust crate", () => {
  const rust = json("bindings/typescript/test/generated/capabilities.json");
  const bothDialects = (scoped, plain = scoped) => [
    ["room-scoped", scoped],
    ["msc2762", plain],
  ];

  for (const [text, ...parsed] of [...rust["message-like bodies"], ...rust["state bodies"]]) {
    for (const [dialect, parts] of bothDialects(...parsed)) {
      const { kind, type, key = null, room = null } = readAndWritten(text, dialect);
      assert.deepEqual(kind === "unknown" ? null : [type, key, room], parts, `${dialect} ${text}`);
    }
  }
  for (const [text, isTimeline] of rust["timelines"]) {
    assert.equal(readAndWritten(text).kind === "timeline", isTimeline, text);
  }
  for (const [kind, type, key, room, ...written] of rust["parts"]) {
    const capability = known({ kind, direction: "send", type, key, room });
    for (const [dialect, text] of bothDialects(...written)) {
      if (typeof text === "string") {
        assert.equal(printCapability({ ...capability }, dialect), text);
        assert.deepEqual(parseCapability(text, dialect), { ...capability, spelling: "today" });
      } else {
        assert.throws(() => printCapability(capability, dialect), new RangeError(text.refused));
      }
    }
  }
  for (const [strings, digits] of rust["sets"]) {
    const set = new CapabilitySet(strings, "room-scoped");
    const answers = rust["questions"].map(([direction, kind, type, key, room, viewed]) =>
      ask(set, [direction, kind, type, key, room], viewed),
    );
    assert.equal(answers.map(Number).join(""), digits, strings.join(" "));
  }
  for (const [text, digits] of rust["covers"]) {
    const set = new CapabilitySet([text], "room-scoped");
    const covers = ([other]) => Number(set.covers(parseCapability(other, "room-scoped")));
    assert.equal(rust["covers"].map(covers).join(""), digits, text);
  }
});
