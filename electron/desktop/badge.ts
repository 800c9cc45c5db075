import { staleBy } from '../../shared/contract/topics.ts'
import type { AppState } from '../../shared/contract/app.ts'
import { waitingCount } from '../../shared/wording/counts.ts'
import type { CoreHost } from '../channel/supervise-core.ts'
import type { Stop } from '../core/ports.ts'
import type { ElectronLike } from './electron-like.ts'

/** Keeps the number of what waits on the icon: in the dock (macOS), the launcher (Linux) or as a mark over the taskbar button (Windows). */
export function followCounts(electron: Pick<ElectronLike, 'app' | 'BrowserWindow' | 'nativeImage'>, core: Pick<CoreHost, 'call' | 'onChange'>, platform: NodeJS.Platform = process.platform): Stop {
  let asked = 0
  let shown: number | null = null

  async function ask(): Promise<void> {
    const mine = (asked += 1)
    const answer = await core.call('app-state', {})
    if (!answer.ok || mine !== asked) return
    const count = waitingCount((answer.value as AppState).counts)
    if (count === shown) return
    shown = count
    if (platform !== 'win32') return void electron.app.setBadgeCount(count)
    const mark = count === 0 ? null : electron.nativeImage.createFromBitmap(dot(markPx), { width: markPx, height: markPx })
    for (const window of electron.BrowserWindow.getAllWindows()) window.setOverlayIcon(mark, count === 0 ? '' : `${count} waiting`)
  }

  void ask()
  return core.onChange(({ topics }) => {
    if (topics.some((topic) => (staleBy['app-state'] as readonly string[]).includes(topic))) void ask()
  })
}

const markPx = 16

/** A filled disc as BGRA: Windows draws the mark at this size, where digits would not be read. */
function dot(size: number): Buffer {
  const pixels = Buffer.alloc(size * size * 4)
  const middle = (size - 1) / 2
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      const inside = Math.min(1, Math.max(0, middle + 0.5 - Math.hypot(x - middle, y - middle)))
      // Premultiplied, as bitmaps of the system are.
      pixels.set([Math.round(0x3c * inside), Math.round(0x45 * inside), Math.round(0xd9 * inside), Math.round(255 * inside)], (y * size + x) * 4)
    }
  }
  return pixels
}
