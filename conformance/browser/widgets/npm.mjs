// A widget of matrix-widget-api: it sends a message and a sticker, and shows the messages of the room.
import { MatrixCapabilities, WidgetApi } from "matrix-widget-api";
import { show } from "./show.mjs";

const parameters = new URLSearchParams(location.search);
const api = new WidgetApi(parameters.get("widgetId"), new URL(parameters.get("parentUrl")).origin);
api.requestCapabilityToSendMessage("m.text");
api.requestCapabilityToReceiveMessage("m.text");
api.requestCapability(MatrixCapabilities.StickerSending);

api.on("action:send_event", (event) => {
  event.preventDefault();
  api.transport.reply(event.detail, {});
  show(`received: ${event.detail.data.content.body}`);
});

api.on("ready", async () => {
  show("ready");
  const refused = (error) => show(`refused: ${error.message}`);
  await api.sendRoomEvent("m.room.message", { msgtype: "m.text", body: "Hello from the widget" }).catch(refused);
  await api.sendSticker({ name: "Wave", content: { url: "mxc://example.org/wave" } }).catch(refused);
});

api.start();
