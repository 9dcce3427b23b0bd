import { isAction, isErrorResponse, isKnown, isRequest, isWidgetMessage } from "matrix-widget-protocol";
import type { FromWidgetRequest } from "matrix-widget-protocol";

window.addEventListener("message", ({ data: message }) => {
  if (!isWidgetMessage(message)) return; // a window hears much else
  if (isRequest(message)) {
    if (!isKnown(message)) console.log("custom:", message.action, message.data);
    else if (message.api === "fromWidget") console.log(describe(message));
  } else if (isAction(message, "toWidget", "capabilities") && !isErrorResponse(message.response)) {
    console.log("the widget wants", message.response.capabilities);
  }
});

function describe(request: FromWidgetRequest): string {
  // By its stable name or by today's.
  if (isAction(request, "fromWidget", "navigate")) return `go to ${request.data.uri}`;
  switch (request.action) {
    case "send_event":
      return `send an event of type ${request.data.type}`;
    case "get_openid":
      return "say who the user is";
    default:
      return `do ${request.action}`;
  }
}
