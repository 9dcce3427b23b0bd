import assert from "node:assert/strict";
import { test } from "node:test";

import {
  CapabilitySet,
  coverage,
  describeCapability,
  filterAccountData,
  filterEvents,
  filterRelations,
  filterRoomAccountData,
  flagCapability,
  missingCapability,
  parseCapability,
  readRoomAccountDataCapability,
  receiveEventCapability,
  receiveStateCapability,
  receiveToDeviceCapability,
  registry,
  sendEventCapability,
  sendStateCapability,
  sendToDeviceCapability,
  timelineCapability,
} from "matrix-widget-protocol";

import { protocolVectors, vectors } from "./material.mjs";

const viewedRoom = "!viewed:example.org";

for (const { rule, requests } of protocolVectors("coverage")) {
  test(`coverage: ${rule}`, () => {
    for (const { action, data, granted, viewed = viewedRoom, dialect = "msc2762", extent, missing = [] } of requests) {
      const found = coverage({ action, data }, new CapabilitySet(granted, dialect), viewed);
      const message = `${action} ${JSON.stringify(data)} with ${granted.join(", ")}`;
      assert.equal(found.extent, extent, message);
      assert.deepEqual(found.missing?.capabilities ?? [], missing, message);
      const lacks = missingCapability({ action, data }, new CapabilitySet(granted, dialect), viewed);
      const isCovered = extent === "whole" || (extent === "part" && missing.length === 0);
      assert.equal(lacks === undefined, isCovered, message);
      if (missing.length > 0) assert.equal(lacks, missing[0]);
    }
  });
}

for (const { rule, answers } of protocolVectors("filters")) {
  test(`filters: ${rule}`, () => {
    for (const { action, data, granted, viewed = viewedRoom, events, kept } of answers) {
      const filter = {
        read_events: filterEvents,
        read_relations: filterRelations,
        read_account_data: filterAccountData,
        "com.beeper.read_room_account_data": filterRoomAccountData,
      }[action];
      const found = filter(data, events, new CapabilitySet(granted, "msc2762"), viewed);
      assert.deepEqual(found, kept.map((index) => events[index]), `${action} ${JSON.stringify(data)}`);
    }
  });
}

test("describeCapability writes the prompts of the vectors", () => {
  for (const [text, granted, prompt] of vectors("descriptions")) {
    assert.equal(describeCapability(text, new CapabilitySet(granted, "room-scoped")).text, prompt);
  }
});

test("describeCapability has the parts for translations", () => {
  const none = new CapabilitySet([], "room-scoped");
  const prefix = "org.matrix.msc2762.";
  for (const [text, parts] of [
    ["m.navigate", { subject: "org.matrix.msc2931.navigate" }],
    ["com.example.fly", { subject: undefined }],
    ["m.read.account_data:a", { subject: "org.matrix.msc3751.read.account_data:", type: "a" }],
    ["m.send.to_device:a", { subject: "org.matrix.msc3819.send.to_device:", type: "a" }],
    ["m.timeline:*", { subject: `${prefix}timeline:`, place: "all" }],
    [
      "m.receive.event:m.room.message#m.text:!a",
      { subject: `${prefix}receive.event:`, type: "m.room.message", msgtype: "m.text", place: { room: "!a" } },
    ],
    ["m.send.state_event:a#", { subject: `${prefix}send.state_event:`, type: "a", stateKey: "", place: "viewed" }],
  ]) {
    const { text: _, ...found } = describeCapability(text, none);
    assert.deepEqual(found, { ...parts, extends: [] });
  }
  const granted = new CapabilitySet(["m.send.event:a"], "room-scoped");
  assert.deepEqual(describeCapability("m.timeline:*", granted).extends, [`${prefix}send.event:`]);
});

test("builders print what deployed software reads", () => {
  for (const [found, expected] of [
    [flagCapability("m.navigate"), "org.matrix.msc2931.navigate"],
    [flagCapability("org.matrix.msc4354.send_sticky_event"), "org.matrix.msc4407.send.sticky_event"],
    [sendEventCapability("m.reaction"), "org.matrix.msc2762.send.event:m.reaction"],
    [sendEventCapability("m.room.message", "m.text"), "org.matrix.msc2762.send.event:m.room.message#m.text"],
    [receiveEventCapability("m.reaction"), "org.matrix.msc2762.receive.event:m.reaction"],
    [sendStateCapability("a#b", "c"), "org.matrix.msc2762.send.state_event:a\\#b#c"],
    [receiveStateCapability("m.room.topic", ""), "org.matrix.msc2762.receive.state_event:m.room.topic#"],
    [receiveStateCapability("m.room.member"), "org.matrix.msc2762.receive.state_event:m.room.member"],
    [sendToDeviceCapability("a"), "org.matrix.msc3819.send.to_device:a"],
    [receiveToDeviceCapability("a"), "org.matrix.msc3819.receive.to_device:a"],
    [readRoomAccountDataCapability("m.tag"), "com.beeper.capabilities.receive.room_account_data:m.tag"],
    [timelineCapability("*"), "org.matrix.msc2762.timeline:*"],
  ]) {
    assert.equal(found, expected);
    assert.notEqual(parseCapability(found, "msc2762").kind, "unknown");
  }
  for (const build of [
    () => flagCapability("com.example.fly"),
    () => sendEventCapability(""),
    () => sendEventCapability("m.reaction", "m.text"),
    () => timelineCapability("room"),
  ]) {
    assert.throws(build, RangeError);
  }
});

test("every action that needs a capability is refused without it", () => {
  const none = new CapabilitySet([], "msc2762");
  for (const { name, stable_name, capabilities } of Object.values(registry.fromWidget)) {
    for (const action of [name, stable_name].filter((name) => name !== null)) {
      const data = { type: "a", content: {}, room_ids: [viewedRoom], messages: {}, event_id: "$e" };
      assert.equal(missingCapability({ action, data }, none, viewedRoom) !== undefined, capabilities.length > 0, action);
    }
  }
});

test("every action whose answer a capability limits has a filter", () => {
  const limits = (capability) => /(?:receive|read)\.(?:event|state_event|to_device|room_account_data|account_data):$/.test(capability);
  const actions = Object.values(registry.fromWidget).filter(({ capabilities }) => capabilities.some(limits));
  assert.deepEqual(
    actions.map(({ name }) => name),
    ["org.matrix.msc2876.read_events", "com.beeper.read_room_account_data", "org.matrix.msc3751.read_account_data"],
  );
});

test("unknown actions and malformed requests are refused without an exception", () => {
  const all = new CapabilitySet(
    ["m.send.event:a", "m.send.state_event:a", "m.receive.event:a", "m.receive.state_event:a", "m.timeline:*", "m.send.to_device:a"],
    "msc2762",
  );
  const cyclic = {};
  cyclic.self = cyclic;
  for (const value of [5, 5n, true, "b", Symbol("a"), [], cyclic, [cyclic], { a: 5n }]) {
    for (const request of [
      value,
      { action: value },
      { action: "send_event", data: value },
      { action: "send_event", data: { type: value, content: {} } },
      { action: "send_event", data: { type: "b", state_key: value, content: {} } },
      { action: "read_events", data: { type: value } },
      { action: "read_events", data: { type: "b", state_key: value } },
      { action: "read_events", data: { type: "b", room_ids: value } },
      { action: "read_relations", data: { event_id: "$e", room_id: value } },
      { action: "send_to_device", data: { type: value } },
      { action: "com.beeper.read_room_account_data", data: { type: value } },
      { action: "read_account_data", data: { type: value } },
    ]) {
      assert.ok(missingCapability(request, all, viewedRoom));
    }
    if (value !== "b") {
      assert.ok(missingCapability({ action: "send_event", data: { type: "a", content: {}, room_id: value } }, all, viewedRoom));
      assert.ok(missingCapability({ action: "send_event", data: { type: "a", state_key: value } }, all, viewedRoom));
    }
    assert.ok(missingCapability({ action: "send_event", data: { type: "a", content: {} } }, all, value));
    assert.deepEqual(filterEvents({ type: "a" }, [value, null, undefined], all, viewedRoom), []);
  }
  for (const action of ["toString", "__proto__", "constructor", "screenshot", "com.example.fly", "", undefined, null]) {
    assert.ok(missingCapability({ action, data: {} }, all, viewedRoom));
  }
  assert.ok(missingCapability(null, all, viewedRoom));
  assert.ok(missingCapability(undefined, all, viewedRoom));
});

test("coverage takes linear time for long requests", () => {
  const strings = Array.from({ length: 1000 }, (_, index) => `m.receive.event:a${index}`);
  const granted = new CapabilitySet([...strings, "m.timeline:*"], "msc2762");
  const room_ids = Array.from({ length: 100_000 }, (_, index) => `!r${index}:example.org`);
  assert.equal(coverage({ action: "read_events", data: { type: "a5", room_ids } }, granted).extent, "whole");
});
