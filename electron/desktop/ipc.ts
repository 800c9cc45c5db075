import type { IpcMainInvokeEvent } from 'electron'
import type { CallResult } from '../../shared/contract/wire.ts'
import type { CoreHost } from '../channel/supervise-core.ts'
import type { ElectronLike } from './electron-like.ts'
import { callChannel, changeChannel } from './ipc-names.ts'

export const pageOrigin = 'parley://app'

/** Moves calls and changes between our page and the core. A frame that is not our page is refused. */
export function serveIpc(electron: Pick<ElectronLike, 'ipcMain' | 'BrowserWindow'>, core: Pick<CoreHost, 'call' | 'onChange'>): void {
  electron.ipcMain.handle(callChannel, (event: IpcMainInvokeEvent, name: unknown, input: unknown): Promise<CallResult> => {
    if (!isOurPage(event) || typeof name !== 'string') {
      return Promise.resolve({ ok: false, error: { kind: 'forbidden', effect: 'nothing-changed', retry: 'never', cause: 'other-origin' } })
    }
    return core.call(name, input ?? {})
  })
  core.onChange((change) => {
    for (const window of electron.BrowserWindow.getAllWindows()) window.webContents.send(changeChannel, change)
  })
}

const isOurPage = (event: IpcMainInvokeEvent): boolean => event.senderFrame !== null && event.senderFrame.parent === null && event.senderFrame.url.startsWith(`${pageOrigin}/`)
