import { CapabilitySet, isAction, isRequest, isWidgetMessage } from "matrix-widget-protocol";

/** The URI that a widget asks its client to navigate to, if it has the capability. */
function destination(received: unknown, granted: CapabilitySet): string | undefined {
  if (!isWidgetMessage(received) || !isRequest(received)) return undefined; // not a widget message, or not a request
  if (!isAction(received, "fromWidget", "navigate")) return undefined; // by its unstable or stable name
  return granted.may("m.navigate") ? received.data.uri : undefined; // TypeScript infers the type of `data` from the action
}

const granted = new CapabilitySet(["org.matrix.msc2931.navigate"], "msc2762");
window.addEventListener("message", ({ data }) => console.log(destination(data, granted)));
