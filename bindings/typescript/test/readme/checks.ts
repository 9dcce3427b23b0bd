import { checkData, checkResponse, isErrorResponse } from "matrix-widget-protocol";
import { ReadEventsRequest } from "matrix-widget-protocol/checks";

/** The URI in a widget's `navigate` request. */
export function uriToOpen(data: unknown): string {
  const checked = checkData("fromWidget", "navigate", data);
  if (checked.error) throw new Error(checked.error.message); // "data.uri: expected a string, found a number"
  return checked.value.uri; // a NavigateRequest
}

/** The capabilities that a widget requests. */
export function requested(response: unknown): string[] {
  const { value, error } = checkResponse("toWidget", "capabilities", response);
  if (error) throw new Error(error.message);
  if (isErrorResponse(value)) throw new Error(value.error.message);
  return value.capabilities;
}

/** The check of a single body. */
export const limit = (data: unknown) => ReadEventsRequest(data).value?.limit;
