export const SERVER = "example.org";
export const ALICE = "@alice:example.org";
export const BOB = "@bob:example.org";

/** The viewed room, and two others. */
export const ROOM = "!room:example.org";
export const LOBBY = "!lobby:example.org";
export const PRIVATE = "!private:example.org";

export const CAPABILITY = {
  timeline: (roomId) => `org.matrix.msc2762.timeline:${roomId}`,
  sendEvent: (type) => `org.matrix.msc2762.send.event:${type}`,
  sendState: (type) => `org.matrix.msc2762.send.state_event:${type}`,
  receiveEvent: (type) => `org.matrix.msc2762.receive.event:${type}`,
  receiveState: (type) => `org.matrix.msc2762.receive.state_event:${type}`,
  sendToDevice: (type) => `org.matrix.msc3819.send.to_device:${type}`,
  receiveToDevice: (type) => `org.matrix.msc3819.receive.to_device:${type}`,
  accountData: (type) => `com.beeper.capabilities.receive.room_account_data:${type}`,
  modals: "org.matrix.msc2790.modals",
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
/** Some clients send a null state key for message-like events. */
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

/** The events of the rooms, oldest first. */
export const events = [aliceJoins, bobJoins, topic, text, emote, lobbyText, privateText, sticky];

const relation = (name, type, relType, content = {}, more = {}) =>
  event(name, type, { "m.relates_to": { rel_type: relType, event_id: "$text" }, ...content }, more);

/** The events that relate to `text`, oldest first. */
export const relations = [
  relation("edit", "m.room.message", "m.replace", { msgtype: "m.text", body: "* Hello" }),
  relation("like", "m.reaction", "m.annotation", {}, { sender: BOB }),
  relation("answer", "m.room.message", "m.thread", { msgtype: "m.text", body: "Hello" }, { sender: BOB }),
  relation("wave", "m.room.message", "m.thread", { msgtype: "m.emote", body: "waves" }),
  relation("summary", "org.example.summary", "m.reference", {}, { state_key: "" }),
  relation("echo", "m.room.message", "m.reference", { msgtype: "m.text", body: "hi" }, { room_id: LOBBY }),
];

export const OPENID = {
  access_token: "c2VjcmV0IG9wZW5pZA",
  expires_in: 3600,
  matrix_server_name: SERVER,
  token_type: "Bearer",
};
export const TURN = {
  uris: ["turn:turn.example.org:3478?transport=udp", "turns:turn.example.org:5349"],
  username: "1700003600:@alice:example.org",
  password: "cGFzc3dvcmQ",
};
export const TRANSPORT = { type: "livekit", livekit_service_url: "https://livekit.example.org/jwt" };
