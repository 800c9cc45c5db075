// npm run pack: an unpacked application folder by electron-builder, which is fetched when asked for (it triples the install).
import { needNode, needPackages, must } from '../scripts/steps.mjs'

needNode()
await needPackages()
await must(process.execPath, ['build/bundle/build.mjs'])
await must('npx', ['--yes', 'electron-builder@26.17.0', '--dir', '--config', 'build/package/electron-builder.json', ...process.argv.slice(2)])
