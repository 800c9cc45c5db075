import { describe, expect, it } from 'vitest'
import { Refused } from './commands/refused.ts'
import { createHandleCall, type Handlers } from './handle-call.ts'
import { createFakePorts } from './testing/fake-ports.ts'

type SyncNow = Handlers['sync-now']
type Queue = Handlers['queue']

function bench(handlers: { readonly 'sync-now'?: SyncNow; readonly queue?: Queue }, checkOutputs = true) {
  const ports = createFakePorts()
  return { handle: createHandleCall({ handlers: handlers as Handlers, log: ports.log, checkOutputs }), lines: ports.lines }
}

describe('every call gets one answer', () => {
  it.each([
    ['no such call', 'nope', {}, 'unknown-call'],
    ['a name of every object', 'toString', {}, 'unknown-call'],
    ['no input', 'sync-now', undefined, 'invalid-input'],
    ['a wrong field', 'sync-now', { accountId: 7 }, 'invalid-input'],
  ])('%s', async (_, name, input, cause) => {
    const { handle } = bench({ 'sync-now': async () => ({}) })
    expect(await handle(name, input)).toMatchObject({ ok: false, error: { kind: 'bug', effect: 'nothing-changed', cause } })
  })

  it('the value', async () => {
    const { handle } = bench({ 'sync-now': async () => ({}) })
    expect(await handle('sync-now', { accountId: null })).toEqual({ ok: true, value: {} })
  })

  it('an expected fault as it was thrown', async () => {
    const error = { kind: 'gone', effect: 'nothing-changed', retry: 'never' } as const
    const { handle, lines } = bench({
      'sync-now': async () => {
        throw new Refused(error)
      },
    })
    expect(await handle('sync-now', { accountId: null })).toEqual({ ok: false, error })
    expect(lines).toMatchObject([{ level: 'info', event: 'call', facts: { name: 'sync-now', ok: false, kind: 'gone' } }])
  })

  it('a mistake of ours is told as one, and logged without the input', async () => {
    const { handle, lines } = bench({
      'sync-now': async () => {
        throw new TypeError('x is undefined')
      },
    })
    expect(await handle('sync-now', { accountId: 'secret-id' })).toMatchObject({ ok: false, error: { kind: 'bug', cause: 'unexpected', detail: 'x is undefined' } })
    expect(lines.map((line) => line.event)).toEqual(['call-bug', 'call'])
    expect(JSON.stringify(lines)).not.toContain('secret-id')
  })

  it('an output that breaks the contract is found where outputs are checked', async () => {
    const queue = (async () => ({ rows: [{ id: 1 }] })) as unknown as Queue
    expect(await bench({ queue }).handle('queue', {})).toMatchObject({ ok: false, error: { kind: 'bug', cause: 'invalid-output' } })
    expect(await bench({ queue }, false).handle('queue', {})).toMatchObject({ ok: true })
  })
})
