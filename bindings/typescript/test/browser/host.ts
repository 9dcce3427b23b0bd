// A client that approves all requested capabilities except stickers.
import { addWidgetParameters } from "matrix-widget-protocol";
import { hostWidget } from "matrix-widget-protocol/host";

import { report, reportErrors } from "./report.js";

reportErrors("host");

const frame = document.createElement("iframe");
const isSandboxed = location.search === "?sandbox";
if (isSandboxed) frame.sandbox.add("allow-scripts");
// Widgets usually have another origin than the client. Those in a sandbox have an opaque origin.
const origin = `http://127.0.0.1:${location.port}`;
const visited: string[] = [];
const prompts: string[][] = [];
let reloads = 0;

const session = hostWidget(frame, {
  widgetId: "widget",
  url: addWidgetParameters(`${origin}/widget.html`, "widget", location.href),
  room: "!room:example.org",
  onEvent: ({ type }) => void (type === "reloaded" && reloads++),
  prompt: (capabilities) => {
    prompts.push(capabilities);
    return capabilities.filter((capability) => capability !== "m.sticker");
  },
  promptOpenId: () => true,
  driver: {
    navigate: ({ uri }) => void visited.push(uri),
    sendSticker: () => {},
    readTimeline: () => {
      throw new Error("a secret");
    },
    getOpenIdCredentials: () => ({ access_token: "token", expires_in: 5, matrix_server_name: "example.org", token_type: "Bearer" }),
    downloadFile: async () => {
      const { screenshot } = await session.request("screenshot", {});
      const text = await (screenshot as Blob).text();
      await report("host", { granted: session.granted.strings, prompts, reloads, visited, screenshot: text });
      return { file: new Blob(["file"]) };
    },
  },
});

// Another page of the widget's origin pretends to be the widget.
const forger = document.createElement("iframe");
forger.src = `${origin}/forger.html`;
forger.addEventListener("load", () => document.body.append(frame), { once: true });
document.body.append(forger);
