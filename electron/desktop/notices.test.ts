import { expect, test } from 'vitest'
import { defaultSettings } from '../../shared/contract/default-settings.ts'
import type { AppState } from '../../shared/contract/app.ts'
import type { Change, Notice } from '../../shared/contract/wire.ts'
import { followCounts } from './badge.ts'
import type { ElectronLike } from './electron-like.ts'
import { changeChannel } from './ipc-names.ts'
import { showNotices } from './notices.ts'

const lend = <T>(part: T) => part as unknown as ElectronLike
const notice: Notice = { id: 'n', kind: 'invitations', title: 'Bob invites you', body: 'Review', opens: { kind: 'invites' }, actions: [{ label: 'Accept', call: 'reply-to-invite', input: { answer: 'accepted' } }] }

type Hear = (details: { actionIndex: number }) => void

function systemWith(windows: object[]) {
  const made: { options: { actions: unknown }; hear: Record<string, Hear>; shown: boolean }[] = []
  class Notification {
    hear: Record<string, Hear> = {}
    shown = false
    constructor(readonly options: { actions: unknown }) {
      made.push(this)
    }
    on(name: string, take: Hear) {
      this.hear[name] = take
    }
    show() {
      this.shown = true
    }
  }
  return { made, electron: lend({ Notification, BrowserWindow: { getAllWindows: () => windows } }) }
}

function aWindow() {
  const did: unknown[] = []
  return { did, isMinimized: () => true, restore: () => did.push('restore'), show: () => did.push('show'), focus: () => did.push('focus'), webContents: { isLoading: () => false, send: (...words: unknown[]) => did.push(words) } }
}

test('a notice that is chosen brings the window forward and opens what it is about', () => {
  const window = aWindow()
  const { made, electron } = systemWith([window])
  showNotices(electron, () => ({ call: () => Promise.reject(new Error('nothing to ask')) }), () => {})(notice)
  expect([made[0]?.shown, made[0]?.options.actions]).toEqual([true, [{ type: 'button', text: 'Accept' }]])
  made[0]?.hear['click']?.({ actionIndex: 0 })
  expect(window.did).toEqual(['restore', 'show', 'focus', [changeChannel, { topics: [], open: { kind: 'invites' } }]])
})

test('with no window left (macOS) one is opened for it', () => {
  const windows: object[] = []
  const window = aWindow()
  const { made, electron } = systemWith(windows)
  showNotices(electron, () => ({ call: () => Promise.reject(new Error('nothing to ask')) }), () => void windows.push(window))(notice)
  made[0]?.hear['click']?.({ actionIndex: 0 })
  expect(window.did).toContainEqual([changeChannel, { topics: [], open: notice.opens }])
})

test('a button of a notice is a call to the core; a refused one opens the place instead of vanishing', async () => {
  const window = aWindow()
  const { made, electron } = systemWith([window])
  const asked: unknown[] = []
  let ok = true
  const answered: Promise<unknown>[] = []
  const call = (name: string, input: unknown) => {
    asked.push([name, input])
    const answer = Promise.resolve(ok ? ({ ok: true, value: {} } as const) : ({ ok: false, error: { kind: 'refused', effect: 'nothing-changed', retry: 'never' } } as const))
    answered.push(answer)
    return answer
  }
  const show = showNotices(electron, () => ({ call }), () => {})
  show(notice)
  made[0]?.hear['action']?.({ actionIndex: 0 })
  await Promise.all(answered)
  expect([asked, window.did]).toEqual([[['reply-to-invite', { answer: 'accepted' }]], []])
  ok = false
  made[0]?.hear['action']?.({ actionIndex: 0 })
  await Promise.all(answered)
  expect(window.did).toContain('focus')
})

function countingCore() {
  const counts = { invitations: 0, unsent: 0, needsYou: 0 }
  let tell: (change: Change) => void = () => {}
  const app = (): AppState => ({ version: '', zone: 'UTC', online: true, host: 'desktop', accounts: 1, counts, practice: { running: false, people: [] }, settings: defaultSettings })
  const core = {
    call: () => Promise.resolve({ ok: true, value: app() } as const),
    onChange: (take: typeof tell) => {
      tell = take
      return () => {}
    },
  }
  return { counts, core, tell: (change: Change) => tell(change) }
}

test('the icon carries what waits, follows it, and is asked for nothing else', async () => {
  const { counts, core, tell } = countingCore()
  const shown: number[] = []
  counts.invitations = 2
  followCounts(lend({ app: { setBadgeCount: (n: number) => shown.push(n) } }), core, 'linux')
  await expect.poll(() => shown).toEqual([2])
  counts.needsYou = 1
  tell({ topics: ['busy'] })
  tell({ topics: ['queue'] })
  await expect.poll(() => shown).toEqual([2, 3])
})

test('on Windows a mark lies over the button of the taskbar, and goes', async () => {
  const { counts, core, tell } = countingCore()
  const marks: unknown[] = []
  counts.invitations = 1
  followCounts(lend({ nativeImage: { createFromBitmap: (pixels: Buffer) => pixels.length }, BrowserWindow: { getAllWindows: () => [{ setOverlayIcon: (...words: unknown[]) => marks.push(words) }] } }), core, 'win32')
  await expect.poll(() => marks).toEqual([[16 * 16 * 4, '1 waiting']])
  counts.invitations = 0
  tell({ topics: ['invites'] })
  await expect.poll(() => marks.at(-1)).toEqual([null, ''])
})
