import { CapabilitySet, eventQuery, parseCapability, printCapability } from "matrix-widget-protocol";

const text = printCapability({ kind: "event", direction: "send", type: "m.room.message", key: "m.text" }, "msc2762");
// "org.matrix.msc2762.send.event:m.room.message#m.text"
parseCapability("m.receive.state_event:m.room.topic#", "msc2762");
// { kind: "state_event", direction: "receive", type: "m.room.topic", key: "", spelling: "stable" }

const requested = new CapabilitySet([text, "m.navigate", "com.example.fly"], "msc2762");
const granted = new CapabilitySet([text], "msc2762");
requested.approvedBy(granted); // [text]
requested.notCoveredBy(granted); // ["m.navigate"]

const room = "!room:example.org";
const event = { type: "m.room.message", room_id: room, content: { msgtype: "m.text", body: "Hello" } };
granted.maySend(eventQuery(event), room); // true
granted.mayReceive(eventQuery(event), room); // false
