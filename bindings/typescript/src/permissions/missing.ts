import { printCapability } from "../capability/print.js";
import type { CapabilitySet } from "../capability/set.js";
import type { ParsedCapability } from "../capability/types.js";
import { shown } from "../shown.js";

/** The first requirement of a request that a set of capabilities does not meet. */
export interface Missing {
  /**
   * The capabilities of which the widget needs at least one. Empty if no capability can cover the request, or if the request names
   * no room and no room is viewed.
   */
  capabilities: readonly string[];
  /** The text for the error response: `missing capability: org.matrix.msc2931.navigate`. */
  message: string;
}

/** The number of bytes that Matrix allows for an event type or a state key. */
const longest = 255;

/** Returns the requirement of one of these capabilities, as the dialect of the set writes them. */
export function anyOf(needed: readonly ParsedCapability[], granted: CapabilitySet): Missing {
  const capabilities = needed.flatMap((capability) => {
    try {
      return isShort(capability) ? [printCapability(capability, granted.dialect)] : [];
    } catch {
      return []; // The dialect cannot express it.
    }
  });
  if (capabilities.length === 0) return never;
  return { capabilities, message: `missing capability: ${shown(capabilities.join(" or "))}` };
}

/** Returns `false` for capabilities that would make an error message long. */
function isShort(capability: ParsedCapability): boolean {
  const { type = "", key = "" }: { type?: string; key?: string | undefined } = "type" in capability ? capability : {};
  return new TextEncoder().encode(type.length > key.length ? type : key).length <= longest;
}

export const never: Missing = { capabilities: [], message: "this request cannot be granted by any capability" };
export const noRoom: Missing = { capabilities: [], message: "the request names no room, and no room is viewed" };
