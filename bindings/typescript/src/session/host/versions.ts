import { requests } from "../../generated/requests.js";
import type { HostOptions } from "./options.js";

type Row = { readonly method: string; readonly needs: readonly string[]; readonly versions: readonly string[] };

/** Returns what a client has to know of the requests of a known action, by its unstable name. */
export function rowOf(action: string): Row | undefined {
  const rows: { readonly [action: string]: Row } = requests;
  return Object.hasOwn(rows, action) ? rows[action] : undefined;
}

/** The methods of the driver under other names than their actions. */
const methods: { readonly [method: string]: string } = {
  readEvents: "readTimeline",
  unwatchTurnServers: "watchTurnServers",
};

/** Returns the name of the driver's method for an action, if the driver has it. */
export function methodOf({ driver }: HostOptions, action: string): string | undefined {
  const own = rowOf(action)?.method;
  const method = own === undefined ? undefined : (methods[own] ?? own);
  return method !== undefined && typeof Object(driver)[method] === "function" ? method : undefined;
}

/** Returns the versions that the client lists: those of what it does. */
export function versionsOf(options: HostOptions): string[] {
  const { features = [], modal } = options;
  const own = Object.entries(requests).filter(
    ([action]) => methodOf(options, action) !== undefined || (modal && /^(?:close_modal|set_button_enabled)$/.test(action)),
  );
  return [
    ...new Set([
      ...["0.0.1", "0.0.2", "0.1.0", "org.matrix.msc2871", "org.matrix.msc2974"],
      ...own.flatMap(([, { versions }]) => versions),
      ...(features.includes("state_updates") ? ["org.matrix.msc2762_update_state"] : []),
      ...(features.includes("appearance") ? ["org.matrix.msc2873"] : []),
    ]),
  ];
}
