// A widget that navigates with permission, and then sends requests that the client refuses.
import { report, reportErrors } from "./report.js";
import { connect } from "./transport.js";

reportErrors("widget");

const origin = new URLSearchParams(location.search).get("parent") ?? "";
const refusals: string[] = [];

const ask = connect(
  { api: "fromWidget", widgetId: "widget", peer: parent, origin },
  {
    capabilities: async () => ({
      capabilities: ["m.navigate", "m.send.event:m.reaction", "m.sticker", "com.example.fly"],
    }),
    notify_capabilities: async ({ requested, approved }) => {
      void use(requested, approved);
      return {};
    },
  },
);

async function use(requested: string[], approved: string[]): Promise<void> {
  const note = (error: Error) => void refusals.push(error.message);
  await ask("org.matrix.msc2931.navigate", { uri: "https://matrix.to/#/!room:example.org" });
  await ask("m.sticker", { name: "sticker", content: { url: "mxc://example.org/1" } }).catch(note);
  await ask("org.matrix.msc2876.read_events", { type: "m.reaction" }).catch(note);
  await ask("org.matrix.msc4039.get_media_config", {}).catch(note);
  const { state } = await ask("get_openid", {});
  await report("widget", { requested, approved, refusals, state });
}

await ask("org.matrix.msc2931.navigate", { uri: "https://matrix.to/#/!early:example.org" }).catch((error: Error) =>
  refusals.push(error.message),
);
parent.postMessage({ api: "fromWidget" }, origin);
await ask("content_loaded", {});
