import { checkData, checkResponse, receiveEventCapability, sendEventCapability } from "matrix-widget-protocol";
import { WidgetError } from "matrix-widget-protocol/transport";
import { startWidget } from "matrix-widget-protocol/widget";

const read = receiveEventCapability("m.room.message", "m.text");
const react = sendEventCapability("m.reaction");
const widget = startWidget({
  capabilities: [read, react],
  checkData,
  checkResponse,
  handlers: { theme_change: ({ name }) => console.log("theme:", name) },
});

const messages = widget.events();
await widget.ready;
if (!widget.isApproved(react)) throw new Error("this widget needs to send reactions");

for await (const { event_id } of messages) {
  try {
    const relation = { rel_type: "m.annotation", event_id, key: "👍" };
    await widget.request("send_event", { type: "m.reaction", content: { "m.relates_to": relation } });
  } catch (error) {
    if (!(error instanceof WidgetError)) throw error;
    console.log(error.message, error.matrix_api_error?.response.errcode);
  }
}
