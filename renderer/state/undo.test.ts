import { beforeEach, describe, expect, it } from 'vitest'
import type { SavedResult } from '../../shared/contract/calls.ts'
import type { QueueId } from '../../shared/model/ids.ts'
import { fixtureClient } from '../testing/fixture-client.ts'
import { connect } from './connection.ts'
import { offerUndo, undoLast, undoNow, useUndo } from './undo.ts'

const saved = (more: Partial<SavedResult> = {}): SavedResult => ({ objectId: null, queueIds: ['q1' as QueueId], messages: 0, leavesAtUtc: null, intent: 'Move “A”', ...more })
const text = (): string | undefined => useUndo.getState().notice?.text

describe('undo', () => {
  let undone = true
  beforeEach(() => {
    undone = true
    useUndo.setState({ notice: null, undoing: false, steps: [] })
    connect(fixtureClient({}, { undo: () => ({ undone }) }), new EventTarget())
  })

  it('stays on offer as long as the messages wait', () => {
    const leavesAtUtc = Date.now() + 60_000
    offerUndo(saved({ messages: 3, leavesAtUtc }))
    expect(useUndo.getState().notice).toMatchObject({ text: 'Move “A”', next: '3 messages not sent yet', untilUtc: leavesAtUtc })
  })
  it('takes back', async () => {
    offerUndo(saved())
    await undoNow()
    expect(text()).toBe('Taken back')
  })
  it('that comes too late for a message says so', async () => {
    undone = false
    offerUndo(saved({ messages: 1 }), () => Promise.reject(new Error('a message cannot be unsent by another change')))
    await undoNow()
    expect(text()).toBe('Too late to take back')
  })
  it.each([
    ['what was sent', {}, undefined, /already been sent/],
    ['what is on its way', {}, 'on-its-way', /already been sent/],
    ['what was done on this computer', { local: true }, 'gone', /on this computer is kept for good after ten minutes/],
    ['what a later change stands on', { local: true }, 'built-upon', /changed again since/],
  ] as const)('that comes too late says why: %s', async (_name, more, why, words) => {
    connect(fixtureClient({}, { undo: () => ({ undone: false, ...(why === undefined ? {} : { why }) }) }), new EventTarget())
    for (const ask of [undoNow, undoLast]) {
      offerUndo(saved(more))
      await ask()
      expect([text(), useUndo.getState().notice?.next]).toEqual(['Too late to take back', expect.stringMatching(words)])
    }
  })
  it('that comes too late for a change nobody was told of changes it back', async () => {
    undone = false
    let reverted = 0
    offerUndo(saved(), async () => ({ ok: true, value: saved({ intent: `back ${++reverted}` }) }))
    await undoNow()
    expect([text(), reverted]).toEqual(['Taken back', 1])
  })
  it('is a fault in words when the core does not answer', async () => {
    connect(fixtureClient({}, { undo: () => ({ kind: 'bug', effect: 'nothing-changed', retry: 'now' }) }), new EventTarget())
    offerUndo(saved())
    await undoNow()
    expect(useUndo.getState().notice?.error?.kind).toBe('bug')
  })

  describe('Ctrl+Z', () => {
    const asked: string[] = []
    let gone: readonly string[] = []
    const next = (): string | undefined => useUndo.getState().notice?.next
    const done = (id: string, intent: string): void => offerUndo(saved({ queueIds: [id as QueueId], intent }))
    beforeEach(() => {
      asked.length = 0
      gone = []
      connect(
        fixtureClient({}, {
          undo: (input: unknown) => {
            const [id] = (input as { queueIds: string[] }).queueIds
            asked.push(id!)
            return { undone: !gone.includes(id!) }
          },
        }),
        new EventTarget(),
      )
    })

    it('goes back step by step and says each, also when the bar is long gone', async () => {
      done('q1', 'Move “A”')
      done('q2', 'Delete “B”')
      useUndo.setState({ notice: null })
      await undoLast()
      expect([text(), next()]).toEqual(['Taken back', 'Delete “B”'])
      await undoLast()
      expect([text(), next(), asked]).toEqual(['Taken back', 'Move “A”', ['q2', 'q1']])
      await undoLast()
      expect(text()).toBe('Nothing to take back')
    })
    it('passes over what was sent and names it', async () => {
      done('q1', 'Move “A”')
      done('q2', 'Invite Bob')
      gone = ['q2']
      await undoLast()
      expect([text(), next()]).toEqual(['Taken back', 'Move “A”. Too late for: Invite Bob'])
    })
    it('says what it was that came too late', async () => {
      done('q1', 'Invite Bob')
      gone = ['q1']
      await undoLast()
      expect([text(), next()]).toEqual(['Too late to take back', 'Invite Bob. It has already been sent. Change or cancel it instead.'])
    })
    it('pressed twice at once takes back one thing', async () => {
      done('q1', 'Move “A”')
      done('q2', 'Delete “B”')
      await Promise.all([undoLast(), undoLast()])
      expect(asked).toEqual(['q2'])
    })
    it('what the bar took back is not tried again', async () => {
      done('q1', 'Move “A”')
      await undoNow()
      await undoLast()
      expect([text(), asked]).toEqual(['Nothing to take back', ['q1']])
    })
  })
})
