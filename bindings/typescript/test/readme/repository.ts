import { CapabilitySet, isAction, isRequest, isWidgetMessage } from "matrix-widget-protocol";

/** Where a widget asks a client to go, if it may. */
function destination(received: unknown, granted: CapabilitySet): string | undefined {
  if (!isWidgetMessage(received) || !isRequest(received)) return undefined; // a window hears much else
  if (!isAction(received, "fromWidget", "navigate")) return undefined; // by its stable name or by today's
  return granted.may("m.navigate") ? received.data.uri : undefined; // the action tells the type of the data
}

const granted = new CapabilitySet(["org.matrix.msc2931.navigate"], "msc2762");
window.addEventListener("message", ({ data }) => console.log(destination(data, granted)));
