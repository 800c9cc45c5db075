// npm run dev / dev:web: rebuilds on every change and starts again. With --loopback never in Electron.
import { spawn } from 'node:child_process'
import { watch } from 'node:fs'
import { needNode, needPackages, top } from './steps.mjs'

needNode()
await needPackages()
const words = process.argv.slice(2)
const loopback = words.includes('--loopback')
const forApp = words.filter((word) => word !== '--loopback')
let app = null

function start() {
  app = spawn(process.execPath, loopback ? ['build/scripts/start.mjs', '--port', '4600', ...forApp] : ['build/scripts/start.mjs', ...forApp], { cwd: top, stdio: 'inherit' })
}

let settle
for (const dir of ['shared', 'electron', 'renderer', 'assets']) {
  watch(`${top}${dir}`, { recursive: true }, () => {
    clearTimeout(settle)
    settle = setTimeout(() => {
      app?.once('exit', start)
      app?.kill('SIGTERM')
    }, 200)
  })
}
start()
process.on('SIGINT', () => {
  app?.kill('SIGTERM')
  process.exit(0)
})
