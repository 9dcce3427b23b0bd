export const ALICE = "@alice:example.org";
export const BOB = "@bob:example.org";

/** The room that the user looks at, and others. */
export const ROOM = "!room:example.org";
export const LOBBY = "!lobby:example.org";
export const PRIVATE = "!private:example.org";

export const CAPABILITY = {
  timeline: (roomId) => `org.matrix.msc2762.timeline:${roomId}`,
  sendEvent: (type) => `org.matrix.msc2762.send.event:${type}`,
  sendState: (type) => `org.matrix.msc2762.send.state_event:${type}`,
  receiveEvent: (type) => `org.matrix.msc2762.receive.event:${type}`,
  receiveState: (type) => `org.matrix.msc2762.receive.state_event:${type}`,
};

const event = (name, type, content, more = {}) => ({
  type,
  sender: ALICE,
  event_id: `$${name}`,
  room_id: ROOM,
  origin_server_ts: 1_700_000_000_000,
  content,
  unsigned: { age: 1234 },
  ...more,
});

export const text = event("text", "m.room.message", { msgtype: "m.text", body: "Grüße, 世界 👋" });
export const emote = event("emote", "m.room.message", { msgtype: "m.emote", body: "waves" }, { sender: BOB });
export const lobbyText = event("lobby-text", "m.room.message", { msgtype: "m.text", body: "hi" }, { room_id: LOBBY });
export const privateText = event("private", "m.room.message", { msgtype: "m.text", body: "ha" }, { room_id: PRIVATE });
export const topic = event("topic", "m.room.topic", { topic: "Interoperability" }, { state_key: "" });
export const aliceJoins = event("alice-joins", "m.room.member", { membership: "join" }, { state_key: ALICE });
export const bobJoins = event("bob-joins", "m.room.member", { membership: "join", displayname: "Bob" }, {
  sender: BOB,
  state_key: BOB,
  unsigned: { age: 99, prev_content: { membership: "invite" }, replaces_state: "$bob-invited" },
});
/** Some clients write out that an event has no state key. */
export const nullKey = event("null-key", "org.example.poll", { votes: [1, 2.5, -3] }, { state_key: null });
export const encrypted = event("encrypted", "m.room.encrypted", {
  algorithm: "m.megolm.v1.aes-sha2",
  ciphertext: "AwgAEnACgAkLmt6qF84IK",
  sender_key: "IlRMeOPX2e0MurIyfWEucYBRVOEEUMrOHqn/8mLqMjA",
  device_id: "DEVICE",
  session_id: "X3lUlvLELLYxeTx4yOVu6UDpasGEVO0Jbu+QFnm0cKQ",
});
export const redaction = event("redaction", "m.room.redaction", { reason: "spam" }, { redacts: "$text" });
export const redacted = event("redacted", "org.example.poll", {}, {
  unsigned: { redacted_by: "$redaction", redacted_because: redaction },
});
export const sticky = event("sticky", "m.rtc.member", { slot_id: "m.call#ROOM" }, {
  msc4354_sticky: { duration_ms: 3_600_000 },
});

/** Oldest first. */
export const events = [aliceJoins, bobJoins, topic, text, emote, lobbyText, privateText, sticky];
