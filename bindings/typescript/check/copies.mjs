// Copies the licenses, the schemas and the reference of all actions into the package.
import { cpSync, rmSync } from "node:fs";

for (const path of ["LICENSE-APACHE", "LICENSE-MIT", "schemas", "docs/actions.md"]) {
  const copy = new URL(`../${path}`, import.meta.url);
  rmSync(copy, { recursive: true, force: true });
  cpSync(new URL(`../../../${path}`, import.meta.url), copy, { recursive: true });
}
