import { approveElementCall, elementCallUrl } from "matrix-widget-protocol";

/** The URL of Element Call for the frame of the widget. */
export function callUrl(userId: string, deviceId: string, roomId: string, baseUrl: string): string {
  return elementCallUrl("https://call.example.org/", {
    widgetId: "call",
    parentUrl: location.href.replace(/#.*/s, ""),
    userId,
    deviceId,
    roomId,
    baseUrl,
    intent: "start_call_dm",
    perParticipantE2EE: "true",
  });
}

/** The capabilities to approve of those that this widget requests. */
export function approve(requested: string[], userId: string, deviceId: string, roomId: string): string[] {
  return approveElementCall({ userId, deviceId, roomId }, requested);
}
