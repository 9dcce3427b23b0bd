import assert from "node:assert/strict";
import { test } from "node:test";

import { CapabilitySet, eventQuery, isRoomId, parseCapability, printCapability } from "matrix-widget-protocol";

import { json, vectors } from "./material.mjs";

const dialects = ["room-scoped", "msc2762"];
const prefixes = { unstable: "org.matrix.msc2762.", stable: "m." };

const known = (parts) => Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== null));

/** Asserts that printing a parsed string returns the string. */
function readAndWritten(text, dialect = "room-scoped") {
  const capability = parseCapability(text, dialect);
  assert.equal(printCapability(capability, dialect), text);
  return capability;
}

test("parseCapability reads event bodies as in the vectors", () => {
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

test("parseCapability takes other bodies verbatim", () => {
  for (const [prefix, kind, direction, spelling] of [
    ["org.matrix.msc3819.send.to_device:", "to_device", "send", "unstable"],
    ["m.receive.to_device:", "to_device", "receive", "stable"],
    ["com.beeper.capabilities.send.room_account_data:", "room_account_data", "send", "unstable"],
    ["com.beeper.capabilities.receive.room_account_data:", "room_account_data", "receive", "unstable"],
  ]) {
    for (const type of ["m.room.message#m.text", "a\\#b:*", "a:!b:example.org"]) {
      assert.deepEqual(readAndWritten(prefix + type), { kind, direction, type, spelling });
    }
  }
  for (const [prefix, spelling] of [
    ["org.matrix.msc3751.read.account_data:", "unstable"],
    ["m.read.account_data:", "stable"],
  ]) {
    const type = "m.room.message#m.text";
    assert.deepEqual(readAndWritten(prefix + type), { kind: "account_data", type, spelling });
  }
  for (const room of ["*", "!a:example.org"]) {
    assert.deepEqual(readAndWritten(`m.timeline:${room}`), { kind: "timeline", room, spelling: "stable" });
  }
});

test("parseCapability reads flags by either name", () => {
  assert.deepEqual(readAndWritten("m.navigate"), {
    kind: "flag",
    flag: "org.matrix.msc2931.navigate",
    spelling: "stable",
  });
  assert.deepEqual(readAndWritten("m.sticker"), { kind: "flag", flag: "m.sticker", spelling: "unstable" });
  assert.equal(printCapability({ kind: "flag", flag: "m.sticker", spelling: "stable" }, "msc2762"), "m.sticker");
  const navigate = "org.matrix.msc2931.navigate";
  assert.equal(printCapability({ kind: "flag", flag: navigate }, "msc2762"), navigate);
});

test("parseCapability reads former names and keeps them", () => {
  for (const [former, flag] of [
    ["org.matrix.msc4157.update.delayed_event", "org.matrix.msc4157.update_delayed_event"],
    ["org.matrix.msc4354.send_sticky_event", "org.matrix.msc4407.send.sticky_event"],
    ["org.matrix.msc4354.receive_sticky_event", "org.matrix.msc4407.receive.sticky_event"],
  ]) {
    assert.deepEqual(readAndWritten(former), { kind: "flag", flag, spelling: "former" });
    assert.equal(printCapability({ kind: "flag", flag }, "msc2762"), flag);
    assert.ok(new CapabilitySet([former], "msc2762").may(flag));
  }
});

test("isRoomId accepts exactly the room IDs of the vectors", () => {
  for (const [name, texts] of Object.entries(vectors("rooms"))) {
    for (const text of texts) {
      assert.equal(isRoomId(text), name === "room IDs", JSON.stringify(text));
      const { kind } = readAndWritten(`m.timeline:${text}`);
      assert.equal(kind, name === "room IDs" || text === "*" ? "timeline" : "unknown", JSON.stringify(text));
    }
  }
  assert.equal(isRoomId("!\ud800:b"), false, "a lone surrogate is not a character");
});

test("parseCapability keeps malformed and unknown strings", () => {
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

test("printCapability rejects what no string expresses", () => {
  const send = { kind: "event", direction: "send" };
  for (const [capability, reason] of [
    [{ ...send, type: "" }, "the event type is empty"],
    [{ ...send, type: "a", room: "b" }, "the room is neither `*` nor a room ID"],
    [{ ...send, type: "a", key: "k" }, "a msgtype is only valid for `m.room.message` events"],
    [{ ...send, type: "m.room.message#m.text" }, "a message-like event type must not begin with `m.room.message#`"],
    [
      { kind: "state_event", direction: "send", type: "a\\", key: "k" },
      "a state event type that ends with `\\` cannot have a key",
    ],
    [{ ...send, type: "a\\", room: "*" }, "text that ends with `\\` cannot be followed by a room"],
    [{ kind: "to_device", direction: "send", type: "" }, "the event type is empty"],
    [{ kind: "timeline", room: "a" }, "the room is neither `*` nor a room ID"],
    [{ kind: "unknown", text: "m.sticker" }, "the capability is known in this dialect"],
    [{ kind: "flag", flag: "com.example.fly" }, "unknown capability"],
    [{ kind: "to_device", direction: "read", type: "a" }, "unknown capability"],
  ]) {
    assert.throws(() => printCapability(capability, "room-scoped"), new RangeError(reason));
  }
  assert.throws(
    () => printCapability({ ...send, type: "a", room: "*" }, "msc2762"),
    new RangeError("plain MSC2762 cannot express a room"),
  );
  assert.throws(() => printCapability({ kind: "unknown", text: "m.send.event::*" }, "msc2762"), RangeError);
});

/** Asks a question of the vectors. */
function ask(set, question, viewed) {
  const [first, kind, type, key, room] = question;
  if (first === "flag") return set.may(kind);
  if (first === "timeline") return set.mayUseTimeline(kind);
  if (kind === "account_data") return set.mayReadAccountData(type);
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

test("eventQuery rejects ambiguous events", () => {
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

test("approvedBy keeps every spelling, and notCoveredBy leaves out unknown strings", () => {
  const strings = [
    "m.send.event:m.reaction",
    "m.navigate",
    "org.matrix.msc2762.send.event:m.reaction",
    "com.example.fly",
    "m.sticker",
    "m.sticker",
  ];
  const requested = new CapabilitySet(strings, "room-scoped");
  const approved = ["m.send.event:m.reaction:*", "m.send.event:m.reaction", "m.sticker"];
  const granted = new CapabilitySet(approved, "room-scoped");
  assert.deepEqual(requested.strings, strings);
  assert.deepEqual(requested.approvedBy(granted), [
    "m.send.event:m.reaction",
    "org.matrix.msc2762.send.event:m.reaction",
    "m.sticker",
    "m.sticker",
  ]);
  assert.deepEqual(requested.notCoveredBy(granted), ["m.navigate"]);
  const [read, receive] = ["m.read.event:m.reaction", "m.receive.event:m.reaction"].map(
    (text) => new CapabilitySet([text], "room-scoped"),
  );
  assert.deepEqual(read.notCoveredBy(receive), []);
});

test("unknown strings are never allowed", () => {
  const set = new CapabilitySet(["com.example.fly", "m.send.event:", "m.sticker"], "msc2762");
  for (const text of ["com.example.fly", "m.send.event:"]) {
    assert.equal(set.may(text), false);
    assert.equal(set.covers(parseCapability(text, "msc2762")), false);
  }
  assert.deepEqual(set.approvedBy(set), ["m.sticker"]);
});

test("malformed questions are refused without an exception", () => {
  const room = "!a:example.org";
  const cyclic = {};
  cyclic.self = cyclic;
  const strings = ["m.send.event:m.reaction", "m.send.state_event:a:*", "m.timeline:*", "m.send.to_device:a", "m.sticker"];
  const set = new CapabilitySet(strings, "room-scoped");
  const query = { kind: "event", type: "m.reaction", room };
  assert.equal(set.maySend(query, null), true);
  for (const malformed of [undefined, null, 5, 5n, Symbol("a"), [], {}, cyclic, [cyclic]]) {
    assert.equal(eventQuery(malformed), undefined);
    assert.equal(parseCapability(malformed, "msc2762").kind, "unknown");
    assert.deepEqual(new CapabilitySet(malformed, "msc2762").strings, []);
    assert.deepEqual(new CapabilitySet([malformed, "m.sticker"], "msc2762").strings, ["m.sticker"]);
    assert.equal(new CapabilitySet(["m.sticker"], malformed).may("m.sticker"), false);
    const questions = [
      set.may(malformed),
      set.covers(malformed),
      set.mayUseTimeline(malformed),
      set.maySendToDevice(malformed),
      set.maySend(malformed, room),
      set.maySend({ ...query, kind: malformed }, room),
      set.maySend({ ...query, type: malformed }, room),
      set.maySend({ ...query, room: malformed }, malformed),
      set.covers({ kind: "timeline", room: malformed }),
    ];
    assert.ok(!questions.includes(true));
    if (malformed !== undefined) {
      assert.equal(set.maySend({ kind: "state_event", type: "a", key: malformed, room }, room), false);
      assert.equal(set.covers({ kind: "event", direction: "send", type: "m.reaction", room: malformed }), false);
    }
  }
  const closed = new CapabilitySet(["m.send.event:m.reaction"], "msc2762");
  for (const viewed of [undefined, null]) {
    assert.equal(closed.maySend({ kind: "event", type: "m.reaction" }, viewed), false);
    assert.equal(closed.maySend({ ...query, room: viewed }, viewed), false);
    assert.equal(closed.maySend({ ...query, kind: "to_device" }, viewed), false);
  }
  assert.throws(() => printCapability({ kind: "flag", flag: "m.sticker" }), RangeError);
});

test("capabilities agree with the Rust crate", () => {
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
        assert.deepEqual(parseCapability(text, dialect), { ...capability, spelling: "unstable" });
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
