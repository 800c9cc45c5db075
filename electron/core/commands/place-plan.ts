import type { SavedResult } from '../../../shared/contract/calls.ts'
import type { PlanBlockView, PlanView } from '../../../shared/contract/plans.ts'
import { draftOf, newDraft, timedWhen } from '../../../shared/event/draft.ts'
import { toAddress } from '../../../shared/ical/people.ts'
import type { CollectionId } from '../../../shared/model/ids.ts'
import { must } from '../../../shared/model/result.ts'
import { placedInWords } from '../../../shared/wording/planning.ts'
import { readObject } from '../scheduling/compose.ts'
import { accountsOfOnePerson, isLocal, myAddresses } from '../scheduling/identity.ts'
import { eventTitle, withEvents } from '../scheduling/plan-events.ts'
import { deleteInstance } from './delete-event.ts'
import type { CommandDeps, CommandOf } from './deps.ts'
import { gone, refused, Refused } from './refused.ts'
import { saveDraft } from './save-event.ts'

/** All in one transaction: the events, their rows in the send queue, and the plan that knows them. */
export const command: CommandOf<'place-plan'> = (deps) => async ({ planId, collectionId, blockIds }) =>
  deps.store.write(['plans', 'objects', 'queue', 'invites', 'people'], (tx) => {
    const row = tx.plan(planId)
    if (row === null) throw gone({ cause: 'plan' })
    const collection = tx.collection(collectionId)
    if (collection === null || !collection.writable) throw refused('read-only-calendar')
    const account = must(tx.account(collection.accountId), 'account of a calendar')
    const all = tx.accounts()
    // A calendar on this computer is of whoever plans: the one whose account comes first.
    const mine = new Set(accountsOfOnePerson(isLocal(collection) ? all.slice(0, 1) : [account], all).flatMap(myAddresses))
    const plan = withEvents(tx, row.plan)
    const wanted = plan.blocks.filter((block) => (blockIds === null || blockIds.includes(block.id)) && block.people.some((who) => mine.has(toAddress(who))))
    const done: SavedResult[] = []
    const counts = { placed: 0, moved: 0, removed: 0 }
    const needSheet: string[] = []
    const blocks = plan.blocks.map((block): PlanBlockView => {
      if (!wanted.includes(block)) return block
      const { placed } = block
      if (placed === null) {
        const saved = saveDraft(deps, draftFor(deps, plan, block, collectionId))
        done.push(saved)
        counts.placed++
        return { ...block, placed: { objectId: must(saved.objectId, 'object of a new event'), startUtc: block.startUtc, endUtc: block.endUtc, invited: 0 } }
      }
      if (placed.startUtc === block.startUtc && placed.endUtc === block.endUtc) return block
      // Moving it would tell its people: that is done in the editor, where its sender sees what leaves.
      if (placed.invited > 0) {
        needSheet.push(block.id)
        return block
      }
      done.push(moveTo(deps, block, placed))
      counts.moved++
      return { ...block, placed: { ...placed, startUtc: block.startUtc, endUtc: block.endUtc } }
    })
    const leftovers = plan.leftovers.filter((objectId) => {
      if (blockIds !== null || (tx.occurrence(objectId, null)?.people.total ?? 0) > 0) return true
      done.push(deleteInstance(deps, { objectId, recurrenceId: null, scope: 'all', tellOrganizer: false }))
      counts.removed++
      return false
    })
    tx.putPlan({ ...row, plan: { ...plan, blocks, leftovers } })
    return { objectId: null, queueIds: done.flatMap((one) => one.queueIds), messages: 0, leavesAtUtc: null, intent: placedInWords({ ...counts, name: plan.name }), ...counts, needSheet }
  })

function draftFor(deps: CommandDeps, plan: PlanView, block: PlanBlockView, collectionId: CollectionId) {
  const title = eventTitle(must(plan.packages.find((one) => one.id === block.packageId), 'package of a block'))
  const draft = newDraft({ collectionId, when: timedWhen(block.startUtc, block.endUtc, deps.store.read.zone()), title })
  return { ...draft, showAs: 'tentative' as const, description: plan.name.trim() }
}

function moveTo(deps: CommandDeps, block: PlanBlockView, { objectId }: NonNullable<PlanBlockView['placed']>): SavedResult {
  const { read } = deps.store
  const object = must(read.object(objectId), 'object of a placed block')
  const root = readObject(object)
  if (!root.ok) throw new Refused(root.problem)
  const zone = read.zone()
  const draft = draftOf(root.value, null, 'all', zone, myAddresses(must(read.account(object.accountId), 'account of an object')), { objectId, collectionId: object.collectionId })
  if (draft === null) throw gone({ objectId, cause: 'no-instance' })
  return saveDraft(deps, { ...draft, when: timedWhen(block.startUtc, block.endUtc, zone) })
}
