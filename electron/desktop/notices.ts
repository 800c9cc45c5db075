import type { Change, Notice } from '../../shared/contract/wire.ts'
import type { CoreHost } from '../channel/supervise-core.ts'
import type { ElectronLike } from './electron-like.ts'
import { changeChannel } from './ipc-names.ts'

/** Shows notices of the core by the system. Chosen, one brings the window forward and opens what it is about; its buttons (macOS) are calls to the core. */
export function showNotices(electron: Pick<ElectronLike, 'Notification' | 'BrowserWindow'>, core: () => Pick<CoreHost, 'call'>, openWindow: () => void): (notice: Notice) => void {
  // A notice that nobody holds is collected, and with it what a click on it does.
  const shown = new Set<unknown>()

  function open(notice: Notice): void {
    if (electron.BrowserWindow.getAllWindows().length === 0) openWindow()
    const window = electron.BrowserWindow.getAllWindows()[0]
    if (window === undefined) return
    if (window.isMinimized()) window.restore()
    window.show()
    window.focus()
    const tell = () => window.webContents.send(changeChannel, { topics: [], open: notice.opens } satisfies Change)
    if (window.webContents.isLoading()) window.webContents.once('did-finish-load', tell)
    else tell()
  }

  return (notice) => {
    const one = new electron.Notification({ title: notice.title, body: notice.body, actions: notice.actions.map(({ label }) => ({ type: 'button' as const, text: label })) })
    shown.add(one)
    one.on('click', () => open(notice))
    one.on('action', ({ actionIndex }) => {
      const action = notice.actions[actionIndex]
      // What came of it is seen in the lists and in the queue, also when it was refused.
      if (action !== undefined) void core().call(action.call, action.input).then((answer) => (answer.ok ? undefined : open(notice)))
    })
    one.on('close', () => shown.delete(one))
    one.show()
  }
}
