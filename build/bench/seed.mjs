// A profile with many events that no server sent: put into the store directly, so that what is measured begins with the start.
import { spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { top } from '../scripts/steps.mjs'
import { hostEnv, lineOf, newHome } from './app.mjs'

/** A calendar that was kept for long. Most of the 6,000 dates in a week of it are of series that nobody ever ended: nobody's week is worse. */
export const seededYears = { from: 2004, count: 25 }

/** Gives the folder. Its account is paused: whoever asked the server would learn that all of it is gone. */
export async function seedHome(count) {
  const home = newHome()
  const outdir = join(top, 'build/out/bench')
  mkdirSync(outdir, { recursive: true })
  await build({
    stdin: { contents: script(join(home, 'default'), count), resolveDir: top, loader: 'ts' },
    outfile: join(outdir, 'seed.mjs'),
    bundle: true,
    platform: 'node',
    format: 'esm',
    external: ['@photostructure/sqlite'],
    logLevel: 'warning',
  })
  const stored = Number(await lineOf(spawn(process.execPath, [join(outdir, 'seed.mjs')], { env: hostEnv(home), stdio: ['ignore', 'pipe', 'inherit'] })))
  if (stored !== count) throw new Error(`${stored} of ${count} stored`)
  return home
}

const script = (dir, count) => `
import { mkdirSync } from 'node:fs'
import { calendarObject } from './build/bench/corpus.mjs'
import { openStore } from './electron/core/store/open-store.ts'
import { aCollection, anAccount } from './electron/core/testing/store-rows.ts'
mkdirSync(${JSON.stringify(dir)}, { recursive: true, mode: 0o700 })
const store = openStore(${JSON.stringify(join(dir, 'store.sqlite'))}, { info() {}, warn() {} })
const account = anAccount({ paused: true, lastSuccessUtc: Date.now() })
const calendar = aCollection({ lastSuccessUtc: Date.now() })
store.write(['accounts'], (tx) => {
  tx.putAccount(account)
  tx.putCollection(calendar)
})
const spread = { start: Date.UTC(${seededYears.from}, 0, 1), years: ${seededYears.count} }
for (let from = 0; from < ${count}; from += 2_000) {
  store.write(['objects'], (tx) => {
    for (let index = from; index < Math.min(${count}, from + 2_000); index += 1) {
      const { name, text } = calendarObject(index, spread)
      tx.putServerObject({ collectionId: calendar.id, href: calendar.href + name, etag: String(index), scheduleTag: null, text })
    }
  })
}
console.log(store.read.tagsOf(calendar.id).size)
store.close()
`
