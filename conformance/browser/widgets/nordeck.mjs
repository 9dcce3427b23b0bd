// A widget of Nordeck's toolkit, which does the same as the one in `npm.mjs`.
import { WidgetApiImpl } from "@matrix-widget-toolkit/api";
import { EventDirection, MatrixCapabilities, WidgetEventCapability } from "matrix-widget-api";
import { show } from "./show.mjs";

const message = (direction) => WidgetEventCapability.forRoomMessageEvent(direction, "m.text");
const api = await WidgetApiImpl.create({
  capabilities: [message(EventDirection.Send), message(EventDirection.Receive), MatrixCapabilities.StickerSending],
});
show("ready");
api.observeRoomEvents("m.room.message", { messageType: "m.text" }).subscribe(({ content }) => show(`received: ${content.body}`));
await api.sendRoomEvent("m.room.message", { msgtype: "m.text", body: "Hello from the widget" });
if (!api.hasCapabilities([MatrixCapabilities.StickerSending])) show("refused: m.sticker");
