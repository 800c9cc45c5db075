// npm start: installs and builds what is missing, then opens Parley: in Electron where its binary is here, else in a window of a browser.
import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { needNode, needPackages, must, top } from './steps.mjs'

needNode()
const words = process.argv.slice(2)
await needPackages()
const { builtFromTheseSources } = await import('../bundle/stamp.mjs')
if (!(await builtFromTheseSources())) await must(process.execPath, [join(top, 'build/bundle/build.mjs')])

const electron = electronBinary()
const onlyServes = words.includes('--no-open') || words.includes('--help') || words.includes('-h') || words.some((word) => word.startsWith('--port'))
const noDisplay = process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY
if (electron === null && !words.includes('--help')) {
  console.log('The desktop window needs Electron, which is not installed here: Parley uses a browser window instead. To get the desktop window: npx install-electron')
}
const [program, programWords] =
  electron !== null && !onlyServes && !noDisplay ? [electron, [top, ...words]] : [process.execPath, [join(top, 'build/out/loopback/main.js'), ...words]]
const child = spawn(program, programWords, { stdio: 'inherit', cwd: top })
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
child.on('exit', (code) => process.exit(code ?? 1))

/** Looks, never loads: requiring "electron" from Node would begin a download, which can hang behind a firewall. */
function electronBinary() {
  const dir = join(top, 'node_modules/electron')
  if (!existsSync(join(dir, 'path.txt'))) return process.env.ELECTRON_OVERRIDE_DIST_PATH ? overridden() : null
  const name = readFileSync(join(dir, 'path.txt'), 'utf8').trim()
  const path = join(process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(dir, 'dist'), name)
  return existsSync(path) ? path : null
}

function overridden() {
  const name = process.platform === 'darwin' ? 'Electron.app/Contents/MacOS/Electron' : process.platform === 'win32' ? 'electron.exe' : 'electron'
  const path = join(process.env.ELECTRON_OVERRIDE_DIST_PATH, name)
  return existsSync(path) ? path : null
}
