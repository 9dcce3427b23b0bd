import { isAction, isErrorResponse, isKnown, isRequest, isWidgetMessage } from "matrix-widget-protocol";
import type { FromWidgetRequest } from "matrix-widget-protocol";

window.addEventListener("message", ({ data: message }) => {
  if (!isWidgetMessage(message)) return; // windows receive other messages too
  if (isRequest(message)) {
    if (!isKnown(message)) console.log("custom:", message.action, message.data);
    else if (message.api === "fromWidget") console.log(describe(message));
  } else if (isAction(message, "toWidget", "capabilities") && !isErrorResponse(message.response)) {
    console.log("the widget requests", message.response.capabilities);
  }
});

function describe(request: FromWidgetRequest): string {
  // Matches the unstable and the stable name.
  if (isAction(request, "fromWidget", "navigate")) return `go to ${request.data.uri}`;
  switch (request.action) {
    case "send_event":
      return `send an event of type ${request.data.type}`;
    case "get_openid":
      return "request an OpenID token";
    default:
      return `perform ${request.action}`;
  }
}
