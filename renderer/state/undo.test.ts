import { beforeEach, describe, expect, it } from 'vitest'
import type { SavedResult } from '../../shared/contract/calls.ts'
import type { QueueId } from '../../shared/model/ids.ts'
import { fixtureClient } from '../testing/fixture-client.ts'
import { connect } from './connection.ts'
import { offerUndo, undoNow, useUndo } from './undo.ts'

const saved = (more: Partial<SavedResult> = {}): SavedResult => ({ objectId: null, queueIds: ['q1' as QueueId], messages: 0, leavesAtUtc: null, intent: 'Move “A”', ...more })
const text = (): string | undefined => useUndo.getState().notice?.text

describe('undo', () => {
  let undone = true
  beforeEach(() => {
    undone = true
    useUndo.setState({ notice: null, undoing: false })
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
})
