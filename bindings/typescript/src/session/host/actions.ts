import type { Check } from "../../checks/check.js";
import { hostActions } from "../../generated/hostActions.js";
import { own } from "../../own.js";
import type { HostOptions } from "./options.js";

type Row = readonly [method: string, check: Check<unknown>, ...versions: string[]];

const rows: { readonly [action: string]: Row } = hostActions;

/** Returns the method that stands for a known action, the check of its data, and its versions, by the unstable name of the action. */
export function rowOf(action: string): Row | undefined {
  return own(rows, action);
}

/** Returns the name of the driver's method for an action, if the driver has it. */
export function driverMethod({ driver }: HostOptions, method: string): string | undefined {
  const name = method === "readEvents" ? "readTimeline" : method === "unwatchTurnServers" ? "watchTurnServers" : method;
  return typeof Object(driver)[name] === "function" ? name : undefined;
}

/** Returns the versions that the client lists: those of the actions and features that it supports. */
export function versionsOf(options: HostOptions): string[] {
  const { features = [], modal } = options;
  const done = Object.values(rows).filter(
    ([method]) => driverMethod(options, method) !== undefined || (modal && /^(?:closeModal|setModalButtonEnabled)$/.test(method)),
  );
  const list = ["0.0.1", "0.0.2", "0.1.0", "org.matrix.msc2871", "org.matrix.msc2974", ...done.flatMap(([, , ...versions]) => versions)];
  if (features.includes("state_updates")) list.push("org.matrix.msc2762_update_state");
  if (features.includes("appearance")) list.push("org.matrix.msc2873");
  return [...new Set(list)];
}
