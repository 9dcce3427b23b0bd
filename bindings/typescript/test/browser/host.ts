// A client that grants all requested capabilities except stickers.
import { CapabilitySet } from "matrix-widget-protocol";

import { report, reportErrors } from "./report.js";
import { connect } from "./transport.js";

reportErrors("host");

const frame = document.createElement("iframe");
// Widgets usually have another origin than the client.
const origin = `http://127.0.0.1:${location.port}`;
frame.src = `${origin}/widget.html?parent=${encodeURIComponent(location.origin)}`;
document.body.append(frame);
const peer = frame.contentWindow;
if (peer === null) throw new Error("the frame has no window");

let granted = new CapabilitySet([], "msc2762");
const visited: string[] = [];

const ask = connect(
  { api: "toWidget", widgetId: "widget", peer, origin },
  {
    content_loaded: async () => {
      void negotiate();
      return {};
    },
    "org.matrix.msc2931.navigate": async ({ uri }) => {
      if (!granted.may("m.navigate")) throw new Error("missing capability: m.navigate");
      visited.push(uri);
      return {};
    },
    get_openid: async () => ({ state: "blocked" }),
    "org.matrix.msc2876.read_events": () => {
      throw "cannot read events";
    },
    "m.sticker": async () => {
      await report("host", { granted: granted.strings, visited });
      if (!granted.may("m.sticker")) throw new Error("missing capability: m.sticker");
      return {};
    },
  },
);

async function negotiate(): Promise<void> {
  // The widget must ignore other messages.
  peer?.postMessage("noise", origin);
  const { capabilities } = await ask("capabilities", {});
  const requested = new CapabilitySet(capabilities, "msc2762");
  granted = new CapabilitySet(
    requested.strings.filter((text) => text !== "m.sticker"),
    "msc2762",
  );
  await ask("notify_capabilities", { requested: capabilities, approved: requested.approvedBy(granted) });
}
