import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { EventDirection, WidgetEventCapability } from "matrix-widget-api";

import { DIFFERENCES } from "../src/capability/differences.mjs";
import { Generator } from "../src/capability/generate.mjs";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const SINGLE = 40_000;
const SETS = 4_000;
const WISHES = 8;

/** Returns the answers of our Rust crate, from its example `agree`. */
function ask(questions) {
  const { status, stdout, stderr } = spawnSync(
    "cargo",
    ["run", "--quiet", "--package", "matrix-widget-capability", "--example", "agree"],
    {
      cwd: ROOT,
      encoding: "utf8",
      input: questions.map((question) => `${JSON.stringify(question)}\n`).join(""),
      maxBuffer: 2 ** 30,
    },
  );
  assert.equal(status, 0, stderr);
  return stdout.trimEnd().split("\n").map((line) => JSON.parse(line));
}

/** Returns the capability as matrix-widget-api parses it, or null. */
function read(capability) {
  const [found] = WidgetEventCapability.findEventCapabilities([capability]);
  return found === undefined
    ? null
    : { direction: found.direction, kind: found.kind, type: found.eventType, key: found.keyStr };
}

/** Returns the answer of matrix-widget-api to a permission check. Its client treats reading as receiving. */
function isGranted(capabilities, { direction, kind, type, key }) {
  const towards = direction === "send" ? EventDirection.Send : EventDirection.Receive;
  return WidgetEventCapability.findEventCapabilities(capabilities).some((capability) => {
    switch (kind) {
      case "event":
        return capability.matchesAsRoomEvent(towards, type, key);
      case "state_event":
        return capability.matchesAsStateEvent(towards, type, key);
      case "to_device":
        return capability.matchesAsToDeviceEvent(towards, type);
      case "room_account":
        return capability.matchesAsRoomAccountData(towards, type);
    }
  });
}

const isEqual = (one, other) => JSON.stringify(one) === JSON.stringify(other);

function question(generator, capabilities) {
  const parsed = capabilities.map(read).filter((parts) => parts !== null);
  return { capabilities, wishes: Array.from({ length: WISHES }, () => generator.check(parsed)) };
}

const isCommon = (capability) => DIFFERENCES.every(({ concerns }) => !concerns(capability));

const generator = new Generator(2762);
const singles = Array.from({ length: SINGLE }, () => [generator.capability()]);
const sets = Array.from({ length: SETS }, () =>
  Array.from({ length: 20 }, () => generator.capability()).filter(isCommon),
);
const questions = [...singles, ...sets].map((capabilities) => question(generator, capabilities));
const answers = ask(questions);

test("both implementations parse capabilities alike, except for the listed differences", () => {
  const seen = new Map(DIFFERENCES.map(({ name }) => [name, 0]));
  let alike = 0;
  questions.forEach(({ capabilities }, at) => {
    capabilities.forEach((capability, index) => {
      const [theirs, ours] = [read(capability), answers[at].read[index]];
      const listed = DIFFERENCES.filter(({ concerns }) => concerns(capability)).map(({ name }) => name);
      const reading = JSON.stringify({ capability, theirs, ours, listed });
      if (isEqual(theirs, ours)) {
        assert.deepEqual(listed, [], `listed, but not different: ${reading}`);
        alike += theirs === null ? 0 : 1;
      } else {
        assert.equal(listed.length, 1, `not listed exactly once: ${reading}`);
        seen.set(listed[0], seen.get(listed[0]) + 1);
      }
    });
  });
  for (const [name, count] of seen) {
    assert.notEqual(count, 0, `${name}: listed, but never occurs`);
  }
  assert.ok(alike > 20_000, `only ${alike} capabilities of events`);
});

test("both implementations grant the same checks, except for the listed differences", () => {
  let granted = 0;
  let refused = 0;
  questions.forEach(({ capabilities, wishes }, at) => {
    if (!capabilities.every(isCommon)) return;
    wishes.forEach((wish, index) => {
      const theirs = isGranted(capabilities, wish);
      const ours = answers[at].granted[index];
      assert.equal(ours, theirs, JSON.stringify({ capabilities, wish }));
      if (ours) granted += 1;
      else refused += 1;
    });
  });
  assert.ok(granted > 50_000 && refused > 50_000, `${granted} granted, ${refused} refused`);
});

test("our crate reads capabilities correctly that matrix-widget-api misreads", () => {
  const cases = [
    // Any state key of `a#b`. matrix-widget-api reads an empty state key.
    ["org.matrix.msc2762.send.state_event:a\\#b", "state_event", "a#b", "key", false, true],
    // Malformed. matrix-widget-api reads an empty type.
    ["org.matrix.msc2762.send.event:", "event", "", null, true, false],
    // A to-device type that looks like a message type with a msgtype.
    ["org.matrix.msc3819.send.to_device:m.room.message#x", "to_device", "m.room.message", null, true, false],
    ["org.matrix.msc3819.send.to_device:m.room.message#x", "to_device", "m.room.message#x", null, false, true],
  ];
  const questions = cases.map(([capability, kind, type, key]) => ({
    capabilities: [capability],
    wishes: [{ direction: "send", kind, type, key }],
  }));
  ask(questions).forEach(({ granted }, at) => {
    const [, , , , theirs, ours] = cases[at];
    assert.equal(isGranted(questions[at].capabilities, questions[at].wishes[0]), theirs);
    assert.deepEqual(granted, [ours]);
  });
});
