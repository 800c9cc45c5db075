// Bundles the page with vite and the five Node programs with esbuild into build/out. Says in one line what it did.
import { build as esbuild } from 'esbuild'
import { build as vite } from 'vite'
import { mkdir, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { sourceStamp } from './stamp.mjs'

const top = fileURLToPath(new URL('../..', import.meta.url))
const began = performance.now()

/** Native modules are loaded from node_modules at run time; everything else goes into the bundle. */
const external = ['electron', '@photostructure/sqlite', '@napi-rs/keyring']
/** Bundled CommonJS packages call require(); an ES module has none of its own. */
const requireBanner = "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);"

const program = (entry, out) => ({
  entryPoints: [`${top}${entry}`],
  outfile: `${top}build/out/${out}`,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  banner: { js: requireBanner },
  external,
  sourcemap: 'linked',
  logLevel: 'warning',
})

const stamp = await sourceStamp()
await Promise.all([
  vite({ configFile: `${top}build/bundle/vite.config.ts`, logLevel: 'warn' }),
  esbuild(program('electron/channel/core-main.ts', 'core/main.js')),
  esbuild(program('electron/core/sync/answer-reader-thread.ts', 'core/answer-reader.js')),
  esbuild(program('electron/practice/main.ts', 'practice/main.js')),
  esbuild(program('electron/loopback/main.ts', 'loopback/main.js')),
  esbuild(program('electron/desktop/main.ts', 'desktop/main.js')),
  // A sandboxed preload must be CommonJS.
  esbuild({ ...program('electron/desktop/preload.ts', 'desktop/preload.cjs'), format: 'cjs', banner: {} }),
])
await mkdir(`${top}build/out`, { recursive: true })
await writeFile(`${top}build/out/stamp`, stamp)
console.log(`built in ${((performance.now() - began) / 1000).toFixed(1)} s`)
