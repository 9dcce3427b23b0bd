import {
  type AnyActionName,
  type DataOfAction,
  type ReadName,
  type ResponseOfAction,
  unstableName,
} from "../actions.js";
import type { Direction } from "../envelope.js";
import { actionChecks } from "../generated/actionChecks.js";
import { RawObject } from "../generated/checks.js";
import type { ErrorResponse } from "../generated/payloads.js";
import { isErrorResponse } from "../guards.js";
import type { Check, Checked } from "./check.js";

type Custom = { [key in string]?: unknown };

/**
 * Checks the data of a request, under any name of its action. Missing data is read as an empty object. The data of a custom action may
 * be any object.
 */
export function checkData<Api extends Direction, Name extends string>(
  api: Api,
  action: ReadName<Api, Name>,
  data: unknown,
): Checked<DataOfAction<Api, Name & AnyActionName<Api>>>;
export function checkData(api: Direction, action: string, data: unknown): Checked<Custom>;
export function checkData(api: Direction, action: string, data: unknown): Checked<unknown> {
  return checksOf(api, action)[0](data ?? {}, "data");
}

/**
 * Checks the response to a request, under any name of its action. The value may be an error response, which answers any action:
 * `isErrorResponse` tells. The response to a custom action may be any object.
 */
export function checkResponse<Api extends Direction, Name extends string>(
  api: Api,
  action: ReadName<Api, Name>,
  response: unknown,
): Checked<ResponseOfAction<Api, Name & AnyActionName<Api>> | ErrorResponse>;
export function checkResponse(api: Direction, action: string, response: unknown): Checked<Custom | ErrorResponse>;
export function checkResponse(api: Direction, action: string, response: unknown): Checked<unknown> {
  const checked = RawObject(response ?? undefined, "response");
  if (checked.error !== undefined || isErrorResponse(response)) return checked;
  return checksOf(api, action)[1](response, "response");
}

function checksOf(api: Direction, action: string): readonly [data: Check<unknown>, response: Check<unknown>] {
  const checks: { readonly [name: string]: readonly [Check<unknown>, Check<unknown>] } = actionChecks[api];
  return checks[unstableName(api, action) ?? ""] ?? [RawObject, RawObject];
}
