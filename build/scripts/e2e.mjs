// npm run e2e [-- playwright flags]: builds, then the browser tests on the practice organisations (or PARLEY_SERVERS).
import { needNode, needPackages, must, run } from './steps.mjs'

needNode()
await needPackages()
const { needChromium } = await import('./chromium.mjs')
const { builtFromTheseSources } = await import('../bundle/stamp.mjs')
const chromium = await needChromium()
if (!(await builtFromTheseSources())) await must(process.execPath, ['build/bundle/build.mjs'])
process.exit(await run('node_modules/.bin/playwright', ['test', '--config', 'e2e/playwright.config.ts', ...process.argv.slice(2)], { env: { PARLEY_CHROMIUM: chromium } }))
