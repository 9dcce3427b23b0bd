// Compiles the type tests and the browser pages against the packed package, with every supported TypeScript and module resolution.
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { folder, root, run } from "./packed.mjs";

const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const compilers = Object.keys(manifest.devDependencies).filter((name) => /^typescript(-|$)/.test(name));

const resolutions = {
  nodenext: { module: "nodenext" },
  bundler: { module: "esnext", moduleResolution: "bundler" },
  node10: { module: "esnext", moduleResolution: "node10" },
};
const platforms = {
  "the dom library": { lib: ["es2022", "dom", "dom.iterable"], include: ["types", "browser"] },
  "no dom library": { lib: ["es2022"], include: ["types"] },
};
const strictness = {
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  skipLibCheck: false,
};

writeFileSync(join(folder, "package.json"), JSON.stringify({ type: "module" }));
for (const tests of ["types", "browser", "readme"]) cpSync(join(root, "test", tests), join(folder, tests), { recursive: true });

for (const compiler of compilers) {
  const { version } = JSON.parse(readFileSync(join(root, "node_modules", compiler, "package.json"), "utf8"));
  for (const [resolution, options] of Object.entries(resolutions)) {
    // Deprecated in TypeScript 6.
    if (resolution === "node10" && Number.parseInt(version, 10) > 5) continue;
    for (const [platform, { lib, include }] of Object.entries(platforms)) {
      test(`consumers compile with TypeScript ${version}, ${resolution} and ${platform}`, () => {
        const compilerOptions = { ...strictness, ...options, target: "es2022", lib, noEmit: true, types: [] };
        writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, include }));
        run(compiler, "tsc", ["--project", folder]);
      });
    }
  }
}
