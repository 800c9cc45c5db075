import { existsSync } from 'node:fs'
import { join, normalize, sep } from 'node:path'
import { pathToFileURL } from 'node:url'
import { contentPolicy } from '../loopback/server.ts'
import type { ElectronLike } from './electron-like.ts'
import { pageOrigin } from './ipc.ts'

/** Must run before the app is ready: gives our page a real origin instead of file://. */
export function registerPageScheme(electron: Pick<ElectronLike, 'protocol'>): void {
  electron.protocol.registerSchemesAsPrivileged([{ scheme: 'parley', privileges: { standard: true, secure: true, supportFetchAPI: true } }])
}

export function servePage(electron: Pick<ElectronLike, 'protocol' | 'net'>, pageDir: string): void {
  electron.protocol.handle('parley', async (request) => {
    const path = decodeURIComponent(new URL(request.url).pathname)
    const wanted = normalize(join(pageDir, path === '/' ? 'index.html' : path))
    if (!wanted.startsWith(pageDir + sep) || !existsSync(wanted)) return new Response('There is no such page.', { status: 404 })
    const file = await electron.net.fetch(pathToFileURL(wanted).href)
    const headers = new Headers(file.headers)
    headers.set('content-security-policy', contentPolicy)
    return new Response(file.body, { status: file.status, headers })
  })
}

/** One window: no Node in the page, no navigation away, links of strangers open in the person's browser. */
export function openMainWindow(electron: Pick<ElectronLike, 'BrowserWindow' | 'session' | 'shell'>, preload: string): void {
  electron.session.defaultSession.setPermissionRequestHandler((_contents, _permission, decide) => decide(false))
  const window = new electron.BrowserWindow({
    width: 1440,
    height: 900,
    minWidth: 640,
    minHeight: 420,
    show: false,
    titleBarStyle: process.platform === 'darwin' ? 'hiddenInset' : 'default',
    webPreferences: { preload, contextIsolation: true, sandbox: true, nodeIntegration: false, webSecurity: true, spellcheck: true },
  })
  window.once('ready-to-show', () => window.show())
  window.webContents.on('will-navigate', (event, url) => {
    if (!url.startsWith(`${pageOrigin}/`)) event.preventDefault()
  })
  window.webContents.setWindowOpenHandler(({ url }) => {
    if (url.startsWith('https://') || url.startsWith('mailto:')) void electron.shell.openExternal(url)
    return { action: 'deny' }
  })
  void window.loadURL(`${pageOrigin}/index.html`)
}
