// Copies the licenses of the repository into the package.
import { copyFileSync } from "node:fs";

for (const license of ["LICENSE-APACHE", "LICENSE-MIT"]) {
  copyFileSync(new URL(`../../../${license}`, import.meta.url), new URL(`../${license}`, import.meta.url));
}
