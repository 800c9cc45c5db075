// npm run check: types of every part under its own walls, type-aware lint, the import table, and the unit tests. Prints what failed and goes on.
import { countResults, needNode, needPackages, run } from './steps.mjs'

needNode()
await needPackages()
const bin = (name) => `node_modules/.bin/${name}`
const steps = [
  ['types of shared', bin('tsc'), ['-p', 'shared']],
  ['types of electron', bin('tsc'), ['-p', 'electron']],
  ['types of renderer', bin('tsc'), ['-p', 'renderer']],
  ['types of hosts, e2e and build', bin('tsc'), ['-p', 'tsconfig.json']],
  ['types of tests', bin('tsc'), ['-p', 'build/tests.tsconfig.json']],
  ['lint', bin('oxlint'), ['--type-aware', '--config', 'build/lint/oxlint.json', '--deny-warnings', 'shared', 'electron', 'renderer', 'e2e', 'build/scripts', 'build/bundle', 'build/lint']],
  ['import table', process.execPath, ['build/lint/imports.mjs']],
]
const failed = []
for (const [name, command, words] of steps) {
  const began = performance.now()
  const code = await run(command, words)
  console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${name} (${((performance.now() - began) / 1000).toFixed(1)} s)`)
  if (code !== 0) failed.push(name)
}
if (!process.argv.includes('--no-unit')) {
  const said = []
  const code = await run(bin('vitest'), ['run', '--config', 'build/vitest.config.ts'], { into: said })
  const counts = countResults(said.join(''))
  if (code !== 0) failed.push(`unit tests (${counts.failed} failed)`)
}
if (failed.length > 0) {
  console.error(`\nFailed: ${failed.join(', ')}`)
  process.exit(1)
}
