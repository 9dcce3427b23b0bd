// How many nanoseconds the package takes for the permission checks of a plan, which comes on standard input.
import { readFileSync } from "node:fs";
import { EventDirection, WidgetEventCapability } from "matrix-widget-api";

const { capabilities, events } = JSON.parse(readFileSync(0, "utf8"));
const allowed = WidgetEventCapability.findEventCapabilities(capabilities);

/** The plan once, as `ClientWidgetApi` checks it. */
function check() {
  let count = 0;
  for (const [type, key] of events) {
    if (allowed.some((capability) => capability.matchesAsStateEvent(EventDirection.Receive, type, key))) count++;
  }
  return count;
}

function nanoseconds(rounds) {
  const start = process.hrtime.bigint();
  for (let round = 0; round < rounds; round++) {
    if (check() * 2 !== events.length) throw new Error("half of the events are permitted");
  }
  return Number(process.hrtime.bigint() - start) / rounds;
}

const rounds = Math.ceil(2_000_000 / capabilities.length);
nanoseconds(rounds); // until it is compiled
console.log(Math.round(nanoseconds(rounds)));
