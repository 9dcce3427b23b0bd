// Runs the kit, for the tests.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const target = process.env.CARGO_TARGET_DIR ?? `${root}/target`;

/** Plays the scenarios with an adapter of this folder. */
export function conform(role, adapter, options) {
  const command = ["conform", role, ...options, "--", "node", `conformance/adapters/${adapter}.mjs`, role];
  return spawnSync(`${target}/debug/matrix-widget`, command, { cwd: root, encoding: "utf8" });
}
