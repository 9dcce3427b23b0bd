// A compile-time test, which is never run.
import {
  type ElementCallParameters,
  type ElementCallSettings,
  CapabilitySet,
  approvedForElementCall,
  elementCallSettings,
  elementCallTemplate,
  readElementCallUrl,
  requestedByElementCall,
} from "matrix-widget-protocol";

// All values are strings or lists of strings; unknown parameters are allowed.
const parameters: ElementCallParameters = {
  roomId: "$matrix_room_id",
  intent: "start_call_dm",
  perParticipantE2EE: "$perParticipantE2EE",
  font: ["Inter"],
  appPrompt: "false",
};
// @ts-expect-error: a flag is a string
parameters.skipLobby = true;
// @ts-expect-error: there can be several fonts
parameters.font = "Inter";
export const template: string = elementCallTemplate("https://call.example.org/", parameters);

const settings: ElementCallSettings = elementCallSettings(readElementCallUrl(template), "mobile");
export const isSkipped: boolean = settings.skipLobby;
// @ts-expect-error: there are two platforms
elementCallSettings(parameters, "tablet");

// @ts-expect-error: the capabilities depend on the device
requestedByElementCall({ userId: "@alice:example.org", roomId: "!room:example.org" });
const call = { userId: "@alice:example.org", deviceId: "PHONE", roomId: "!room:example.org" };
const requested = new CapabilitySet(requestedByElementCall(call), "msc2762");
export const approved: string[] = requested.approvedBy(approvedForElementCall(call));
