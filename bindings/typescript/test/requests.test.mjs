import assert from "node:assert/strict";
import { test } from "node:test";

import { CapabilitySet } from "matrix-widget-protocol";

import { mayRead, maySend } from "../build/readme/requests.js";

const [viewed, other] = ["!viewed:example.org", "!other:example.org"];
const set = (capabilities) => new CapabilitySet(capabilities, "room-scoped");

test("the README's maySend agrees with the capabilities", () => {
  const reaction = { type: "m.reaction", content: {} };
  const text = { type: "m.room.message", content: { msgtype: "m.text" } };
  const [send, sendText] = ["m.send.event:m.reaction", "m.send.event:m.room.message#m.text"];
  for (const [data, capabilities, expected] of [
    [reaction, [send], true],
    [{ ...reaction, room_id: null }, [send], true],
    [{ ...reaction, room_id: viewed }, [send], true],
    [{ ...reaction, room_id: other }, [send], false],
    [{ ...reaction, room_id: other }, [`${send}:${other}`], true],
    [{ ...reaction, room_id: other }, [send, `m.timeline:${other}`], true],
    [{ ...reaction, room_id: "other" }, [send, "m.timeline:*"], false],
    [{ ...reaction, state_key: "" }, [send], false],
    [{ ...reaction, delay: 5000 }, [send], false],
    [{ ...reaction, delay: 0 }, [send], false],
    [{ ...reaction, delay: 0 }, [send, "m.send.delayed_event"], true],
    [{ ...reaction, parent_delay_id: "parent" }, [send], false],
    [{ ...reaction, delay: null, parent_delay_id: "parent" }, [send, "m.send.delayed_event"], true],
    [{ ...reaction, sticky_duration_ms: 5 }, [send, "m.send.delayed_event"], false],
    [{ ...reaction, sticky_duration_ms: 5, delay: null }, [send, "m.send.sticky_event"], true],
    [text, [sendText], true],
    [{ ...text, content: { msgtype: "m.emote" } }, [sendText], false],
    [{ ...text, content: undefined }, ["m.send.event:m.room.message"], false],
    [{ type: "m.reaction", content: { msgtype: "m.text" } }, [sendText], false],
  ]) {
    assert.equal(maySend(set(capabilities), data, viewed), expected, JSON.stringify([data, capabilities]));
  }
});

test("the README's mayRead agrees with the capabilities", () => {
  const [text, topic] = ["m.receive.event:m.room.message#m.text", "m.receive.state_event:m.room.topic"];
  for (const [data, room, capability, expected] of [
    [{ type: "m.room.message", msgtype: "m.text" }, viewed, text, true],
    [{ type: "m.room.message", msgtype: "m.text" }, other, text, false],
    [{ type: "m.room.message", msgtype: "m.text" }, other, `${text}:${other}`, true],
    [{ type: "m.room.message", msgtype: "m.text" }, "*", text, false],
    [{ type: "m.room.message", msgtype: "m.emote" }, viewed, text, false],
    [{ type: "m.room.message", msgtype: null }, viewed, text, false],
    [{ type: "m.reaction", msgtype: "m.text" }, viewed, "m.read.event:m.reaction", true],
    [{ type: "m.reaction", msgtype: "m.text" }, viewed, text, false],
    [{ type: "m.room.topic", state_key: "" }, viewed, `${topic}#`, true],
    [{ type: "m.room.topic", state_key: "a" }, viewed, `${topic}#`, false],
    [{ type: "m.room.topic", state_key: true }, viewed, `${topic}#`, false],
    [{ type: "m.room.topic", state_key: true }, viewed, topic, true],
    [{ type: "m.room.topic", state_key: null }, viewed, topic, false],
    [{ type: "m.room.topic" }, viewed, "m.receive.event:m.room.topic", true],
    [{ type: "m.room.topic" }, viewed, "m.send.event:m.room.topic", false],
  ]) {
    const actual = mayRead(set([capability]), data, room, viewed);
    assert.equal(actual, expected, JSON.stringify([data, room, capability]));
  }
});
