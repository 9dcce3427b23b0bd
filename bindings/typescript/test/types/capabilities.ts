// A compile-time test, which is never run.
import {
  type Capability,
  CapabilitySet,
  type Flag,
  type FlagName,
  parseCapability,
  printCapability,
} from "matrix-widget-protocol";

// The kind of a parsed capability narrows its type.
export function summary(text: string): string | undefined {
  const capability = parseCapability(text, "msc2762");
  switch (capability.kind) {
    case "flag":
      return capability.flag;
    case "event":
    case "state_event":
      return `${capability.direction} ${capability.type} ${capability.key ?? "any"} ${capability.room ?? "here"}`;
    case "to_device":
    case "room_account_data":
      // @ts-expect-error: they have no room
      void capability.room;
      return capability.type;
    case "account_data":
      return capability.type;
    case "timeline":
      return capability.room;
    case "unknown":
      return capability.reason;
  }
}

// A printed capability fits into messages.
export const printed: Capability = printCapability(
  { kind: "event", direction: "send", type: "m.room.message", key: "m.text" },
  "room-scoped",
);
// @ts-expect-error: only events of a room are read without being received
export const reading = printCapability({ kind: "to_device", direction: "read", type: "org.example" }, "msc2762");

// A flag has an unstable name and may have a stable name.
const names: FlagName[] = ["m.navigate", "org.matrix.msc2931.navigate", "m.sticker"];
export const granted: boolean[] = names.map((name) => new CapabilitySet(["m.sticker"], "msc2762").may(name));
// @ts-expect-error: that is its stable name
export const stable: Flag = "m.navigate";
// @ts-expect-error: there is no such flag
new CapabilitySet([], "msc2762").may("com.example.fly");
