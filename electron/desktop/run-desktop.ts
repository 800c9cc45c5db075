import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { version } from '../../package.json'
import { keyFile } from '../channel/keys.ts'
import { createLog } from '../channel/log.ts'
import { enterPractice, practiceFor } from '../channel/practice-host.ts'
import { profileDir } from '../channel/profile.ts'
import { type CoreHost, superviseCore } from '../channel/supervise-core.ts'
import { helpText, readFlags } from '../loopback/flags.ts'
import { followCounts } from './badge.ts'
import type { ElectronLike } from './electron-like.ts'
import { serveIpc } from './ipc.ts'
import { showNotices } from './notices.ts'
import { keyPlaceFor } from './secrets.ts'
import { forkUtilityCore } from './utility-core.ts'
import { openMainWindow, registerPageScheme, servePage } from './window.ts'

const out = fileURLToPath(new URL('..', import.meta.url))

/** The whole desktop program. Everything with a decision in it lives elsewhere; this only wires. */
export async function runDesktop(electron: ElectronLike, words: readonly string[] = process.argv.slice(2)): Promise<void> {
  const flags = readFlags(words.filter((word) => !word.startsWith('--inspect') && word !== '.'))
  if (flags.help) {
    console.log(helpText)
    return electron.app.quit()
  }
  if (!electron.app.requestSingleInstanceLock({ profile: flags.profile })) return electron.app.quit()
  registerPageScheme(electron)

  const dir = profileDir(flags.profile)
  mkdirSync(dir, { recursive: true, mode: 0o700 })
  await electron.app.whenReady()

  const log = createLog(join(dir, 'host.log'))
  const practice = await practiceFor(dir, flags, { script: join(out, 'practice/main.js'), env: { ELECTRON_RUN_AS_NODE: '1' }, log })
  const keys = flags.keyFile ? keyFile(flags.keyFile) : await keyPlaceFor(electron, flags.profile, join(dir, 'vault-key.sealed'))
  const openWindow = () => openMainWindow(electron, join(out, 'desktop/preload.cjs'))
  const core: CoreHost = superviseCore({
    spawn: () =>
      forkUtilityCore(electron, join(out, 'core/main.js'), {
        core: { profileDir: dir, version, host: 'desktop', practice: practice?.host ?? null },
        keyPlace: keys.place,
        keyLasting: keys.lasting,
        logFile: join(dir, 'core.log'),
      }),
    log,
    loadKey: () => keys.load(),
    saveKey: (key) => keys.save(key),
    notice: showNotices(electron, () => core, openWindow),
  })
  serveIpc(electron, core)
  servePage(electron, join(out, 'renderer'))
  electron.Menu.setApplicationMenu(electron.Menu.buildFromTemplate([...(process.platform === 'darwin' ? [{ role: 'appMenu' as const }] : []), { role: 'editMenu' }, { role: 'viewMenu' }, { role: 'windowMenu' }]))
  if (flags.practice) await enterPractice(core)
  openWindow()
  followCounts(electron, core)

  electron.app.on('second-instance', () => electron.BrowserWindow.getAllWindows()[0]?.focus())
  electron.app.on('activate', () => {
    if (electron.BrowserWindow.getAllWindows().length === 0) openWindow()
  })
  electron.app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') electron.app.quit()
  })
  electron.app.once('before-quit', (event) => {
    event.preventDefault()
    void core.close().then(() => {
      practice?.stop()
      electron.app.quit()
    })
  })
}
