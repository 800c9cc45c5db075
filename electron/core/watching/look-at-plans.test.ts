import { describe, expect, it } from 'vitest'
import type { BusyQuestion } from '../../../shared/contract/calls.ts'
import type { PlanView } from '../../../shared/contract/plans.ts'
import type { AccountId } from '../../../shared/model/ids.ts'
import type { BusyKind } from '../../../shared/model/busy.ts'
import { toAddress } from '../../../shared/ical/people.ts'
import { toTimeline } from '../../../shared/freebusy/timeline.ts'
import { command as deletePlan } from '../commands/delete-plan.ts'
import { command as dismiss } from '../commands/dismiss-plan-news.ts'
import { command as savePlan } from '../commands/save-plan.ts'
import { query as freeBusy } from '../queries/free-busy.ts'
import { query as planNews } from '../queries/plan-news.ts'
import type { BusyAnswerRow } from '../store/rows.ts'
import { quietLog } from '../testing/fake-ports.ts'
import { createWorld } from '../testing/world.ts'
import { lookAtPlans } from './look-at-plans.ts'

const alice = 'alice@north.example'
const bob = 'bob@north.example'
const at = (day: number, hour: number): number => Date.UTC(2026, 10, day, hour)

const aPlan = (patch: Partial<PlanView> = {}): PlanView => ({
  id: '',
  name: 'Relaunch',
  startDate: '2026-11-23',
  weeks: 1,
  people: [alice, bob].map((address) => ({ address, name: address === bob ? 'Bob Lindqvist' : '', kind: 'individual', assumeFree: false })),
  useTentative: false,
  packages: [{ id: 'p', title: 'Design', minutes: 120, people: [bob], way: 'all', deadline: null, after: [], minBlockMin: 60, maxBlockMin: 120 }],
  blocks: [{ id: 'b', packageId: 'p', people: [bob], startUtc: at(26, 9), endUtc: at(26, 11), pinned: false, placed: null }],
  leftovers: [],
  plannedAtUtc: null,
  ...patch,
})

/** Bob’s server says what `busy` holds: at first that he is taken until the day of his block. */
function planned() {
  const w = createWorld()
  const asked: BusyQuestion[] = []
  const busy: [number, number, BusyKind][] = [[at(22, 0), at(26, 0), 'busy']]
  let meanwhile = async (): Promise<void> => undefined
  const round = () =>
    lookAtPlans({
      store: w.store,
      clock: w.clock,
      log: quietLog,
      online: () => true,
      ask: async (question) => {
        asked.push(question)
        await meanwhile()
        const { window } = question
        const held: BusyAnswerRow = { address: toAddress(bob), source: 'outbox', label: 'north.example', accountId: 'acc' as AccountId, askedAtUtc: w.clock.now(), asked: window, state: 'answered', coverage: window, reason: null, spans: toTimeline(busy.map(([startUtc, endUtc, kind]) => ({ startUtc, endUtc, kind })), window, window) }
        const rows = freeBusy({ ...w.queries, read: { ...w.store.read, busyAnswers: () => [held] } })
        return async (part) => (await rows(part)).rows
      },
    })
  const news = async () => (await planNews(w.queries)({})).news
  const save = async (plan: PlanView): Promise<string> => (await savePlan(w.commands)({ plan })).planId
  return { w, asked, busy, round, news, save, during: (work: () => Promise<void>) => void (meanwhile = work) }
}

describe('plans are watched', () => {
  it('somebody becomes busy in a block: told once, with who and when; put aside it stays so; free again it is over', async () => {
    const { w, busy, round, news, save } = planned()
    const planId = await save(aPlan())
    await round()
    expect(await news()).toEqual([])
    busy.push([at(26, 10), at(26, 12), 'busy'])
    await round()
    expect(await news()).toMatchObject([{ planId, name: 'Relaunch', kind: 'taken', blocks: 1, nextUtc: at(26, 9), who: [{ address: bob, name: 'Bob Lindqvist' }] }])
    await dismiss(w.commands)({ planId })
    await round()
    expect(await news()).toEqual([])
    busy.pop()
    await round()
    busy.push([at(26, 10), at(26, 12), 'busy'])
    await round()
    expect(await news()).toHaveLength(1)
    busy.pop()
    await round()
    expect(await news()).toEqual([])
  })
  it('an earlier end that opens is told, and is over when the plan was changed', async () => {
    const { busy, round, news, save } = planned()
    const planId = await save(aPlan())
    await round()
    busy[0] = [at(22, 0), at(25, 0), 'busy']
    await round()
    expect(await news()).toMatchObject([{ kind: 'earlier', endsOn: '2026-11-26', couldEndOn: '2026-11-25' }])
    const plan = aPlan({ id: planId })
    await save({ ...plan, blocks: plan.blocks.map((block) => ({ ...block, startUtc: at(25, 9), endUtc: at(25, 11) })) })
    expect(await news()).toEqual([])
  })
  it('a block that was moved since is no news', async () => {
    const { busy, round, news, save } = planned()
    const planId = await save(aPlan())
    await round()
    busy.push([at(26, 10), at(26, 12), 'busy'])
    await round()
    const plan = aPlan({ id: planId })
    await save({ ...plan, blocks: plan.blocks.map((block) => ({ ...block, startUtc: at(26, 13), endUtc: at(26, 15) })) })
    expect(await news()).toEqual([])
  })
  it('one question a plan; none for plans without blocks ahead; a plan that goes while its people are asked is let go', async () => {
    const { w, asked, round, news, save, during } = planned()
    await save(aPlan({ name: 'Not planned yet', blocks: [] }))
    await save(aPlan({ name: 'Over', startDate: '2026-11-02', blocks: [{ ...aPlan().blocks[0]!, startUtc: at(3, 9), endUtc: at(3, 11) }] }))
    await round()
    expect(asked).toEqual([])
    const planId = await save(aPlan())
    during(async () => void (await deletePlan(w.commands)({ planId })))
    await round()
    expect(asked.map(({ people }) => people.map(({ address }) => address))).toEqual([[alice, bob]])
    expect([await news(), w.store.read.planWatch(planId)]).toEqual([[], null])
  })
})
