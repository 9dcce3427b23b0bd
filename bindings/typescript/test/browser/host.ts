// A client that grants all requested capabilities except stickers.
import { CapabilitySet, addWidgetParameters, checkData, checkResponse } from "matrix-widget-protocol";
import { WidgetError, connect, windowChannel } from "matrix-widget-protocol/transport";

import { report, reportErrors } from "./report.js";

reportErrors("host");

// Widgets usually have another origin than the client, and sandboxed widgets have an opaque origin.
const origin = `http://127.0.0.1:${location.port}`;
const isSandboxed = location.search === "?sandbox";
const frame = document.createElement("iframe");
if (isSandboxed) frame.sandbox.add("allow-scripts");

let granted = new CapabilitySet([], "msc2762");
const visited: string[] = [];
const stickers: string[] = [];

const widget = connect(
  windowChannel({ peer: () => frame.contentWindow, origin: isSandboxed ? "*" : origin }),
  { api: "toWidget", widgetId: "widget", checkData, checkResponse, onError: () => {} },
  {
    supported_api_versions: () => ({ supported_versions: ["org.matrix.msc2871"] }),
    content_loaded: () => void negotiate(),
    "org.matrix.msc2931.navigate": ({ uri }) => {
      if (!granted.may("m.navigate")) throw new WidgetError("missing capability: m.navigate");
      visited.push(uri);
    },
    get_openid: (_, { requestId }) => {
      const credentials = { access_token: "token", expires_in: 5, matrix_server_name: "example.org", token_type: "Bearer" };
      setTimeout(() =>
        widget.request("openid_credentials", { original_request_id: requestId, state: "allowed", ...credentials }),
      );
      return { state: "request" };
    },
    "org.matrix.msc2876.read_events": () => {
      throw new Error("a secret");
    },
    "org.matrix.msc4039.download_file": () => ({ file: new Blob(["file"]) }),
    "m.sticker": async ({ name }) => {
      stickers.push(name);
      const { screenshot } = await widget.request("screenshot", {});
      await report("host", { granted: granted.strings, visited, stickers, screenshot: await (screenshot as Blob).text() });
      throw new WidgetError("missing capability: m.sticker");
    },
  },
);

async function negotiate(): Promise<void> {
  // The widget must ignore other messages.
  frame.contentWindow?.postMessage("noise", "*");
  const { capabilities } = await widget.request("capabilities", {});
  const requested = new CapabilitySet(capabilities, "msc2762");
  granted = new CapabilitySet(
    requested.strings.filter((text) => text !== "m.sticker"),
    "msc2762",
  );
  await widget.request("notify_capabilities", { requested: capabilities, approved: requested.approvedBy(granted) });
}

const intruder = document.createElement("iframe");
intruder.src = `${origin}/intruder.html`;
intruder.addEventListener("load", () => {
  frame.src = addWidgetParameters(`${origin}/widget.html`, "widget", location.href);
  document.body.append(frame);
});
document.body.append(intruder);
