// A compile-time test, which is never run.
import {
  type Check,
  type Checked,
  type ErrorResponse,
  type NavigateRequest,
  type StandardSchema,
  checkData,
  checkResponse,
  isErrorResponse,
} from "matrix-widget-protocol";
import * as checks from "matrix-widget-protocol/checks";

import type { Equal } from "./equal.js";

const proven = <T extends true>(_: T | void) => {};

// The absence of an error narrows the result.
export function uriOf(data: unknown): string {
  const checked = checkData("fromWidget", "navigate", data);
  // @ts-expect-error: it may be an error
  void checked.value.uri;
  if (checked.error) return checked.error.message;
  proven<Equal<typeof checked.value, NavigateRequest>>();
  return checked.value.uri;
}

// A response is an error response or the response of the action.
export function capabilities(response: unknown): string[] {
  const { value, error } = checkResponse("toWidget", "capabilities", response);
  if (error) throw new Error(`${error.path} is malformed: ${error.message}`);
  if (isErrorResponse(value)) {
    const refused: ErrorResponse = value;
    throw new Error(refused.error.message);
  }
  return value.capabilities;
}

// The data of a custom action is an object.
export const custom: Checked<{ [key in string]?: unknown }> = checkData("fromWidget", "com.example.custom", {});

// Checks are Standard Schemas of the types.
proven<Equal<typeof checks.NavigateRequest, Check<NavigateRequest>>>();
export const schema: StandardSchema<NavigateRequest> = checks.NavigateRequest;
export type Output = NonNullable<(typeof checks.NavigateRequest)["~standard"]["types"]>["output"];
proven<Equal<Output, NavigateRequest>>();
