// The client and the widget of the README: the widget reacts to a message.
import { showPoll } from "../readme/host.js";

import { report, reportErrors } from "./report.js";

reportErrors("host");

window.confirm = () => true;
const room = "!room:example.org";
const frame = document.createElement("iframe");
document.body.append(frame);
const content = { msgtype: "m.text", body: "Hello" };
const event = { type: "m.room.message", event_id: "$1", sender: "@bob:example.org", origin_server_ts: 1, content };

showPoll(frame, room, {
  send: async (...sent) => {
    await report("host", { sent });
    return "$2";
  },
  recent: async () => [],
  onEvent: (listener) => void setInterval(() => listener(room, event), 50), // until the widget receives it
});
