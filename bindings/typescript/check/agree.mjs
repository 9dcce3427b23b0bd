// Compares the checks with serde for `cargo xtask agree`. Each line of the input is an array: the name of a body, or null for a
// message; the value; and the error of serde, or null.
import { createInterface } from "node:readline";

import { checkData, checkResponse, isRequest, readMessage } from "matrix-widget-protocol";
import * as checks from "matrix-widget-protocol/checks";

function checkMessage(value) {
  const message = readMessage(value);
  if (message === undefined) return undefined;
  const { api, action, data, response } = message;
  return isRequest(message) ? checkData(api, action, data) : checkResponse(api, action, response);
}

let count = 0;
const disagreements = new Map(); // the first value for each pair of errors
for await (const line of createInterface({ input: process.stdin })) {
  const [name, value, serde] = JSON.parse(line);
  const checked = name === null ? checkMessage(value) : checks[name](value);
  if (checked === undefined) continue; // not a widget message
  count += 1;
  const error = checked.error?.message ?? null;
  if (error === serde && (error !== null || checked.value === value || name === null)) continue;
  const errors = `  serde: ${serde}\n  check: ${error}`;
  if (!disagreements.has(errors)) disagreements.set(errors, `${name}: ${JSON.stringify(value)}`);
}
for (const [errors, value] of [...disagreements].slice(0, 5)) console.error(`${value}\n${errors}`);
console.log(`${count} values compared with the checks, ${disagreements.size} kinds of disagreements`);
process.exitCode = count > 0 && disagreements.size === 0 ? 0 : 1;
