// A widget that navigates with permission, reloads, and then sends requests, some of which the client refuses.
import { checkData, checkResponse } from "matrix-widget-protocol";
import { startWidget } from "matrix-widget-protocol/widget";

import { report, reportErrors } from "./report.js";

reportErrors("widget");

const read = "m.receive.event:m.reaction";
const capabilities = ["m.navigate", read, "m.sticker", "m.download_file", "m.capability.screenshot", "com.example.fly"];
const widget = startWidget({ capabilities, checkData, checkResponse, handlers: { screenshot: () => ({ screenshot: new Blob(["x"]) }) } });
// The client must ignore other messages.
parent.postMessage({ api: "fromWidget" }, "*");

const failures: string[] = [];
const note = (error: Error) => void failures.push(error.message);
await widget.request("navigate", { uri: "https://matrix.to/#/!room:example.org" });
// In a sandbox, there is no storage, and the client forgets the approvals.
if (self.origin !== "null" && sessionStorage.getItem("loaded") === null) {
  sessionStorage.setItem("loaded", "once");
  location.reload();
  await new Promise(() => {}); // the next document goes on
}
await widget.request("m.sticker", { name: "sticker", content: { url: "mxc://example.org/1" } }).catch(note);
await widget.request("read_events", { type: "m.reaction" }).catch(note);
await widget.request("get_media_config", {}).catch(note);
const token = await widget.getOpenIdToken();
const file = await widget.request("download_file", { content_uri: "mxc://example.org/1" });
await report("widget", {
  approved: widget.approved,
  failures,
  token: token?.access_token,
  file: await (file.file as Blob).text(),
});
