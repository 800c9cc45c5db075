import { type ChildProcess, spawn } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

const chromiumNames = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'brave-browser', 'microsoft-edge', 'msedge']
const macChromiums = ['Google Chrome', 'Chromium', 'Microsoft Edge', 'Brave Browser'].map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`)
const windowsChromiums = ['Google\\Chrome\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe']

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** A Chromium on this computer, or null. `PARLEY_CHROMIUM` names one. */
function findChromium(platform: NodeJS.Platform = process.platform, env: NodeJS.ProcessEnv = process.env): string | null {
  const places =
    platform === 'darwin'
      ? macChromiums
      : platform === 'win32'
        ? [env['PROGRAMFILES'], env['PROGRAMFILES(X86)'], env['LOCALAPPDATA']].flatMap((dir) => (dir ? windowsChromiums.map((name) => join(dir, name)) : []))
        : (env['PATH'] ?? '').split(delimiter).flatMap((dir) => chromiumNames.map((name) => join(dir, name)))
  const named = env['PARLEY_CHROMIUM']
  return [...(named ? [named] : []), ...places].find(isProgram) ?? null
}

/** Whether a window can appear at all: on Linux a display must be named. */
const hasDisplay = (platform: NodeJS.Platform = process.platform, env: NodeJS.ProcessEnv = process.env): boolean =>
  platform === 'darwin' || platform === 'win32' || Boolean(env['DISPLAY'] ?? env['WAYLAND_DISPLAY'])

export type Opened = { readonly kind: 'window'; readonly process: ChildProcess } | { readonly kind: 'browser' } | { readonly kind: 'none'; readonly why: string }

/** Opens the address in a window of its own, else in the default browser, else says why it cannot. */
export function openWindow(address: string, browserDir: string): Opened {
  if (!hasDisplay()) return { kind: 'none', why: 'there is no display here' }
  const chromium = findChromium()
  // Chromium refuses to run as root without dropping its sandbox, which a person's window must never do.
  const isRoot = process.getuid?.() === 0
  if (chromium !== null && !isRoot) {
    const child = spawn(chromium, [`--app=${address}`, `--user-data-dir=${browserDir}`, '--no-first-run', '--no-default-browser-check', '--class=Parley'], { stdio: 'ignore' })
    return { kind: 'window', process: child }
  }
  const opener = process.platform === 'darwin' ? 'open' : process.platform === 'win32' ? 'explorer' : 'xdg-open'
  if (process.platform === 'linux' && !(process.env['PATH'] ?? '').split(delimiter).some((dir) => isProgram(join(dir, opener)))) {
    return { kind: 'none', why: isRoot ? 'a browser does not run safely as root' : 'no browser was found' }
  }
  spawn(opener, [address], { stdio: 'ignore', detached: true }).unref()
  return { kind: 'browser' }
}
