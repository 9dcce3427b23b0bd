// Reads a list of permission checks from standard input, and prints how many nanoseconds the package takes for all of them.
import { readFileSync } from "node:fs";
import { EventDirection, WidgetEventCapability } from "matrix-widget-api";

const { capabilities, events } = JSON.parse(readFileSync(0, "utf8"));
const allowed = WidgetEventCapability.findEventCapabilities(capabilities);

/** Runs every check once, in the same way as `ClientWidgetApi`. */
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
    if (check() * 2 !== events.length) throw new Error("expected that half of the events are permitted");
  }
  return Number(process.hrtime.bigint() - start) / rounds;
}

const rounds = Math.ceil(2_000_000 / capabilities.length);
nanoseconds(rounds); // warm-up
console.log(Math.round(nanoseconds(rounds)));
