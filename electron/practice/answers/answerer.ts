import { readCalendar, writeCalendar } from '../../../shared/ical/tree.ts'
import { withAnswer } from '../../../shared/itip/reply.ts'
import type { Stop } from '../../core/ports.ts'
import { scanned } from '../freebusy/busy-of.ts'
import { offHoursOf } from '../freebusy/off-hours.ts'
import { busyOfPerson } from '../freebusy/person-busy.ts'
import { addressesOf, findByUid } from '../organisation.ts'
import type { Organisation } from '../organisation.ts'
import { people } from '../people.ts'
import type { Person } from '../people.ts'
import type { DeliveryNews, Scheduler } from '../scheduling/scheduler.ts'
import { keyOf } from '../store/state.ts'
import { decide } from './decide.ts'

/** The ones who answer by themselves: rooms at once, people after a while, unless somebody sits at their computer. */
export interface Answerer {
  onDelivered(news: DeliveryNews): Promise<void>
  /** Takes up what a former run had promised. */
  resume(): void
  /** This person signed in: from now on the answers are theirs to give. */
  signedIn(person: Person): void
  stop(): void
}

export interface AnswererDeps {
  readonly org: Organisation
  /** Asked for late: the scheduler needs the answerer to be there first. */
  readonly scheduler: () => Scheduler
}

export function createAnswerer({ org, scheduler }: AnswererDeps): Answerer {
  const present = new Set<string>()
  const timers = new Map<string, Stop>()
  const [newcomer] = people

  const answersAlone = (person: Person): boolean => person.kind !== 'room' && person.address !== newcomer?.address && !present.has(person.user)

  async function answer(person: Person, uid: string): Promise<void> {
    const kept = findByUid(org, person.user, uid)
    const meeting = kept === null ? null : scanned(kept.object)
    if (kept === null || meeting === null) return
    const read = readCalendar(kept.object.text)
    if (!read.ok) return
    const decisions = decide({
      me: person,
      meeting,
      now: org.clock.now(),
      busyIn: (window) => busyOfPerson(org, { owner: person, window, exceptUid: uid }),
      offHoursIn: (window) => offHoursOf(org, person, window),
    })
    if (decisions.length === 0) return
    let root = read.value
    for (const decision of decisions) {
      const scope = decision.recurrenceId === null ? 'all' : 'this'
      root = withAnswer(root, { ...decision, scope, myAddresses: addressesOf(person), nowUtc: org.clock.now() })
    }
    const put = await scheduler().put({ owner: person, actor: person, slug: kept.collection.slug, name: kept.object.name, before: kept.object, text: writeCalendar(root), mergeByTag: false })
    if (!put.ok) process.stderr.write(`practice ${org.domain}: the answer of ${person.user} was refused: ${put.problem.condition} ${put.problem.detail}\n`)
  }

  function answerLater(person: Person, uid: string, dueUtc: number): void {
    const key = keyOf(person.user, uid)
    timers.get(key)?.()
    const stop = org.clock.after(Math.max(0, dueUtc - org.clock.now()), () => {
      timers.delete(key)
      org.store.commit([{ op: 'drop-awaiting', user: person.user, uid }])
      if (answersAlone(person) && org.panel.knobs.answerDelayMs !== null) org.background.run(answer(person, uid))
    })
    timers.set(key, stop)
  }

  return {
    async onDelivered({ to, uid, method }) {
      if (method !== 'REQUEST') return
      if (to.kind === 'room') {
        if (org.panel.knobs.roomAnswers) await answer(to, uid)
        return
      }
      const { answerDelayMs } = org.panel.knobs
      if (answerDelayMs === null || !answersAlone(to)) return
      // Not all at the same moment: each a little later than the one before.
      const dueUtc = org.clock.now() + answerDelayMs + timers.size * Math.round(answerDelayMs / 3)
      org.store.commit([{ op: 'awaiting', awaiting: { user: to.user, uid, dueUtc } }])
      answerLater(to, uid, dueUtc)
    },
    resume() {
      const promised = [...org.store.state.awaiting.values()]
      for (const { user, uid, dueUtc } of promised) {
        const person = org.people.find((one) => one.user === user)
        if (person !== undefined) answerLater(person, uid, dueUtc)
      }
    },
    signedIn(person) {
      present.add(person.user)
    },
    stop() {
      for (const stop of timers.values()) stop()
      timers.clear()
    },
  }
}
