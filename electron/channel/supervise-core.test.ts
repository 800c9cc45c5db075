import { expect, test, vi } from 'vitest'
import type { Change } from '../../shared/contract/wire.ts'
import { decodeMessage, encodeMessage, type FromCore, type ToCore } from './messages.ts'
import { type CoreProcess, superviseCore } from './supervise-core.ts'

/** A core process whose two ends the test holds. */
function fakeProcess() {
  const heard: ToCore[] = []
  let take: (bytes: Uint8Array) => void = () => {}
  let exit: (code: number | null) => void = () => {}
  const process: CoreProcess = {
    send: (bytes) => void heard.push(decodeMessage<ToCore>(bytes)),
    onBytes: (tell) => void (take = tell),
    onExit: (tell) => void (exit = tell),
    kill: () => exit(null),
  }
  return { process, heard, say: (message: FromCore) => take(encodeMessage(message)), die: (code: number) => exit(code) }
}

function supervised() {
  const started: ReturnType<typeof fakeProcess>[] = []
  let key: Uint8Array | null = null
  const host = superviseCore({
    spawn: () => {
      const next = fakeProcess()
      started.push(next)
      return next.process
    },
    log: { info: () => {}, warn: () => {} },
    loadKey: () => Promise.resolve(key),
    saveKey: (next) => {
      key = next
      return Promise.resolve()
    },
    notice: () => {},
  })
  return { host, started, last: () => started.at(-1) as ReturnType<typeof fakeProcess> }
}

test('calls wait for the core to be ready and get the answer with their own number', async () => {
  const { host, last } = supervised()
  const first = host.call('accounts', {})
  const second = host.call('queue', {})
  expect(last().heard).toEqual([])
  last().say({ kind: 'ready' })
  expect(last().heard.map((message) => message.kind === 'call' && message.name)).toEqual(['accounts', 'queue'])
  last().say({ kind: 'answer', id: 2, result: { ok: true, value: 'second' } })
  last().say({ kind: 'answer', id: 1, result: { ok: true, value: 'first' } })
  expect(await Promise.all([first, second])).toEqual([
    { ok: true, value: 'first' },
    { ok: true, value: 'second' },
  ])
})

test('a core that dies is started again: queries and look-ups are asked anew, commands are told, the page asks everything again', async () => {
  vi.useFakeTimers()
  const { host, started, last } = supervised()
  const changes: Change[] = []
  host.onChange((change) => changes.push(change))
  last().say({ kind: 'ready' })
  const query = host.call('accounts', {})
  const lookUp = host.call('look-up-people', { text: 'bo' })
  const command = host.call('undo', { queueIds: [] })
  last().die(139)
  expect(await command).toEqual({ ok: false, error: { kind: 'bug', effect: 'saved-here', retry: 'now', cause: 'core-restarted' } })
  await vi.advanceTimersByTimeAsync(250)
  expect(started).toHaveLength(2)
  last().say({ kind: 'ready' })
  expect(last().heard).toEqual([
    { kind: 'call', id: 1, name: 'accounts', input: {} },
    { kind: 'call', id: 2, name: 'look-up-people', input: { text: 'bo' } },
  ])
  last().say({ kind: 'answer', id: 2, result: { ok: true, value: 'found' } })
  expect(await lookUp).toEqual({ ok: true, value: 'found' })
  last().say({ kind: 'answer', id: 1, result: { ok: true, value: 'anew' } })
  expect(await query).toEqual({ ok: true, value: 'anew' })
  expect(changes.at(-1)?.topics).toContain('objects')
  vi.useRealTimers()
})

test('a core that dies at every start is started later and later, never in a tight loop', async () => {
  vi.useFakeTimers()
  const { started, last } = supervised()
  for (const waitMs of [250, 500, 1_000, 2_000]) {
    const before = started.length
    last().die(70)
    await vi.advanceTimersByTimeAsync(waitMs - 1)
    expect(started).toHaveLength(before)
    await vi.advanceTimersByTimeAsync(1)
    expect(started).toHaveLength(before + 1)
  }
  vi.useRealTimers()
})

test('the vault key stays with the host, so a restarted core finds it again', async () => {
  const { last } = supervised()
  last().say({ kind: 'ready' })
  last().say({ kind: 'save-key', id: 1, key: Buffer.from('secret').toString('base64') })
  last().say({ kind: 'load-key', id: 2 })
  await vi.waitFor(() => expect(last().heard).toHaveLength(2))
  expect(last().heard[1]).toEqual({ kind: 'key', id: 2, key: Buffer.from('secret').toString('base64') })
})

test('closing lets the core finish, and ends it when it does not', async () => {
  vi.useFakeTimers()
  const { host, last } = supervised()
  last().say({ kind: 'ready' })
  const closed = host.close(1_000)
  expect(last().heard).toEqual([{ kind: 'close' }])
  await vi.advanceTimersByTimeAsync(1_000)
  await closed
  vi.useRealTimers()
})
