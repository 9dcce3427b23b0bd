import { isAction, isErrorResponse, isKnown, isRequest, isWidgetMessage } from "matrix-widget-protocol";

window.addEventListener("message", ({ data: message }) => {
  if (!isWidgetMessage(message)) return; // a window hears much else
  if (isRequest(message)) {
    if (isAction(message, "fromWidget", "navigate")) {
      console.log("go to", message.data.uri); // by its stable name or by today's
    } else if (isKnown(message)) {
      console.log(message.api, message.action); // a union, for a `switch`
    } else {
      console.log("custom:", message.action, message.data);
    }
  } else if (isAction(message, "toWidget", "capabilities") && !isErrorResponse(message.response)) {
    console.log("the widget wants", message.response.capabilities);
  }
});
