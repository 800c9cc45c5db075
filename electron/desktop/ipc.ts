import type { IpcMainEvent, IpcMainInvokeEvent } from 'electron'
import type { CallResult } from '../../shared/contract/wire.ts'
import { pageNetwork } from '../channel/page-network.ts'
import type { CoreHost } from '../channel/supervise-core.ts'
import type { ElectronLike } from './electron-like.ts'
import { callChannel, changeChannel, networkChannel } from './ipc-names.ts'

export const pageOrigin = 'parley://app'

/** Moves calls and changes between our page and the core. A frame that is not our page is refused. */
export function serveIpc(electron: Pick<ElectronLike, 'ipcMain' | 'BrowserWindow'>, core: Pick<CoreHost, 'call' | 'onChange' | 'setOnline'>): void {
  electron.ipcMain.handle(callChannel, (event: IpcMainInvokeEvent, name: unknown, input: unknown): Promise<CallResult> => {
    if (!isOurPage(event) || typeof name !== 'string') {
      return Promise.resolve({ ok: false, error: { kind: 'forbidden', effect: 'nothing-changed', retry: 'never', cause: 'other-origin' } })
    }
    return core.call(name, input ?? {})
  })
  const network = pageNetwork((online) => core.setOnline(online))
  const known = new WeakSet<object>()
  electron.ipcMain.on(networkChannel, (event: IpcMainEvent, online: unknown) => {
    if (!isOurPage(event) || typeof online !== 'boolean') return
    if (!known.has(event.sender)) event.sender.once('destroyed', () => network.close(event.sender))
    known.add(event.sender)
    network.say(event.sender, online)
  })
  core.onChange((change) => {
    for (const window of electron.BrowserWindow.getAllWindows()) window.webContents.send(changeChannel, change)
  })
}

const isOurPage = (event: Pick<IpcMainInvokeEvent, 'senderFrame'>): boolean => event.senderFrame !== null && event.senderFrame.parent === null && event.senderFrame.url.startsWith(`${pageOrigin}/`)
