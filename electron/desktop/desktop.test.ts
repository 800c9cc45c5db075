import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import type { CoreHost } from '../channel/supervise-core.ts'
import type { ElectronLike } from './electron-like.ts'
import { callChannel, changeChannel, networkChannel } from './ipc-names.ts'
import { serveIpc } from './ipc.ts'
import { sealedBySafeStorage } from './secrets.ts'
import { forkUtilityCore } from './utility-core.ts'
import { openMainWindow } from './window.ts'

/** Only what a test needs of Electron; a missing part fails as loudly as the real thing would. */
const lend = <T>(part: T) => part as unknown as ElectronLike

function coreThatAnswers(): Pick<CoreHost, 'call' | 'onChange' | 'setOnline'> & { tell: (topics: readonly 'objects'[]) => void; asked: string[]; online: boolean[] } {
  let listener: ((change: { topics: readonly 'objects'[] }) => void) | null = null
  const asked: string[] = []
  const online: boolean[] = []
  return {
    asked,
    online,
    setOnline: (next: boolean) => void online.push(next),
    call: (name) => {
      asked.push(name)
      return Promise.resolve({ ok: true, value: name })
    },
    onChange: (next) => {
      listener = next
      return () => {}
    },
    tell: (topics) => listener?.({ topics }),
  }
}

test('only the top frame of our own page may call the core', async () => {
  let handler: (event: unknown, name: unknown, input: unknown) => Promise<{ ok: boolean }> = () => Promise.reject(new Error('no handler'))
  let hear: (event: unknown, online: unknown) => void = () => {}
  const core = coreThatAnswers()
  const sent: unknown[] = []
  serveIpc(
    lend({
      ipcMain: {
        handle: (channel: string, take: typeof handler) => void (channel === callChannel && (handler = take)),
        on: (channel: string, take: typeof hear) => void (channel === networkChannel && (hear = take)),
      },
      BrowserWindow: { getAllWindows: () => [{ webContents: { send: (...words: unknown[]) => sent.push(words) } }] },
    }),
    core,
  )
  const from = (url: string, parent: unknown = null) => ({ senderFrame: { url, parent } })
  expect(await handler(from('parley://app/index.html'), 'accounts', {})).toEqual({ ok: true, value: 'accounts' })
  expect((await handler(from('https://evil.example/'), 'accounts', {})).ok).toBe(false)
  expect((await handler(from('parley://app.evil.example/'), 'accounts', {})).ok).toBe(false)
  expect((await handler(from('parley://app/frame', {}), 'accounts', {})).ok).toBe(false)
  expect((await handler({ senderFrame: null }, 'accounts', {})).ok).toBe(false)
  expect(core.asked).toEqual(['accounts'])

  const window = { once: () => undefined }
  hear({ ...from('https://evil.example/'), sender: window }, false)
  hear({ ...from('parley://app/index.html'), sender: window }, 'no')
  hear({ ...from('parley://app/index.html'), sender: window }, false)
  hear({ ...from('parley://app/index.html'), sender: window }, true)
  expect(core.online).toEqual([false, true])

  core.tell(['objects'])
  expect(sent).toEqual([[changeChannel, { topics: ['objects'] }]])
})

test('the page has no Node, stays where it is, and opens only https and mail links outside', () => {
  let options: { webPreferences?: Record<string, unknown> } = {}
  let navigate: (event: { preventDefault(): void }, url: string) => void = () => {}
  let open: (details: { url: string }) => { action: string } = () => ({ action: 'allow' })
  const outside: string[] = []
  class BrowserWindow {
    webContents = { on: (_name: string, take: typeof navigate) => (navigate = take), setWindowOpenHandler: (take: typeof open) => (open = take) }
    constructor(given: typeof options) {
      options = given
    }
    once() {}
    loadURL() {
      return Promise.resolve()
    }
  }
  openMainWindow(lend({ BrowserWindow, session: { defaultSession: { setPermissionRequestHandler: () => {} } }, shell: { openExternal: (url: string) => Promise.resolve(outside.push(url)) } }), '/preload.cjs')
  expect(options.webPreferences).toMatchObject({ contextIsolation: true, sandbox: true, nodeIntegration: false, webSecurity: true })

  const stopped = vi.fn()
  navigate({ preventDefault: stopped }, 'https://evil.example/')
  navigate({ preventDefault: stopped }, 'parley://app/index.html')
  expect(stopped).toHaveBeenCalledTimes(1)

  for (const url of ['https://meet.north.example/launch', 'file:///etc/passwd', 'javascript:alert(1)']) expect(open({ url })).toEqual({ action: 'deny' })
  expect(outside).toEqual(['https://meet.north.example/launch'])
})

test('safeStorage keeps the key only where it really protects it', async () => {
  const storage = (backend: string) => ({
    safeStorage: {
      isAsyncEncryptionAvailable: () => Promise.resolve(true),
      getSelectedStorageBackend: () => backend,
      encryptStringAsync: (text: string) => Promise.resolve(Buffer.from(`sealed:${text}`)),
      decryptStringAsync: (bytes: Buffer) => Promise.resolve({ result: bytes.toString().slice('sealed:'.length), shouldReEncrypt: false }),
    },
  })
  const file = join(mkdtempSync(join(tmpdir(), 'parley-key-')), 'key')
  if (process.platform === 'linux') expect(await sealedBySafeStorage(lend(storage('basic_text')), file)).toBeNull()
  const place = await sealedBySafeStorage(lend(storage('gnome_libsecret')), file)
  expect(await place?.load()).toBeNull()
  await place?.save(new Uint8Array([1, 2, 3]))
  expect(await place?.load()).toEqual(new Uint8Array([1, 2, 3]))
})

test('the core runs as a utility process and speaks bytes', () => {
  const posted: unknown[] = []
  const listeners: Record<string, (value: unknown) => void> = {}
  const core = forkUtilityCore(
    lend({ utilityProcess: { fork: () => ({ postMessage: (bytes: unknown) => posted.push(bytes), on: (name: string, take: (value: unknown) => void) => (listeners[name] = take), kill: () => true }) } }),
    '/core.js',
    { core: { profileDir: '/p', version: '0', host: 'desktop', practice: null }, keyPlace: '', keyLasting: false, logFile: null },
  )
  const heard: unknown[] = []
  core.onBytes((bytes) => heard.push(bytes))
  core.onExit((code) => heard.push(code))
  core.send(new Uint8Array([7]))
  listeners['message']?.(new Uint8Array([8]))
  listeners['exit']?.(9)
  expect([posted, heard]).toEqual([[new Uint8Array([7])], [new Uint8Array([8]), 9]])
})
