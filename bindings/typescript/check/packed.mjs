// Packs the package as npm would publish it, and unpacks it into a temporary folder.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../", import.meta.url));

/** Runs a command of an installed package. */
export function run(packageName, command, args) {
  const folder = join(root, "node_modules", packageName);
  const { bin } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  try {
    return execFileSync(process.execPath, [join(folder, bin[command]), ...args], { cwd: root, encoding: "utf8" });
  } catch (error) {
    throw new Error(`${command} ${args.join(" ")}\n${error.stdout}${error.stderr}`);
  }
}

/** A temporary folder with the package among its dependencies. */
export const folder = mkdtempSync(join(tmpdir(), "matrix-widget-protocol-"));
process.once("exit", () => rmSync(folder, { recursive: true }));

export const dependency = join(folder, "node_modules/matrix-widget-protocol");
mkdirSync(dependency, { recursive: true });

const npm = [process.env.npm_execpath, "pack", "--json", "--silent", "--pack-destination", folder];
const [{ filename, files }] = JSON.parse(execFileSync(process.execPath, npm, { cwd: root, encoding: "utf8" }));
export const packedFiles = files.map(({ path }) => path);
export const tarball = join(folder, filename);
execFileSync("tar", ["--extract", "--file", tarball, "--directory", dependency, "--strip-components", "1"]);
