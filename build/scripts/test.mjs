// npm test: unit, property, contract and host tests, then the stories and the acceptance suite in a browser, on the practice organisations.
import { countResults, needNode, needPackages, run } from './steps.mjs'

needNode()
await needPackages()
const said = []
const began = performance.now()
// The calendar arithmetic must hold wherever the computer stands.
const zones = ['America/New_York', 'Asia/Kolkata', 'Pacific/Apia']
const unit = await run('node_modules/.bin/vitest', ['run', '--config', 'build/vitest.config.ts'], { into: said, env: { TZ: 'UTC' } })
const elsewhere = []
for (const zone of zones) elsewhere.push(await run('node_modules/.bin/vitest', ['run', '--config', 'build/vitest.config.ts', 'shared/'], { into: said, env: { TZ: zone } }))
const e2e = await run(process.execPath, ['build/scripts/e2e.mjs'], { into: said })
const { passed, failed, skipped } = countResults(said.join(''))
console.log(`\nnpm test took ${Math.round((performance.now() - began) / 1000)} s`)
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`)
process.exit([unit, ...elsewhere, e2e].some((code) => code !== 0) || failed > 0 ? 1 : 0)
