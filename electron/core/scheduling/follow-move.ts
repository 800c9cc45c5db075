import type { ObjectId } from '../../../shared/model/ids.ts'
import type { WriteStore } from '../store/store.ts'

/** What knows an object by its id goes along when it moves to another calendar, and back when that is undone: invitations and plans. */
export function followMove(tx: WriteStore, from: ObjectId, to: ObjectId): void {
  for (const invite of tx.invites()) if (invite.objectId === from) tx.patchInvite(invite.id, { objectId: to })
  for (const row of tx.plans()) {
    const blocks = row.plan.blocks.map((block) => (block.placed?.objectId === from ? { ...block, placed: { ...block.placed, objectId: to } } : block))
    const leftovers = row.plan.leftovers.map((id) => (id === from ? to : id))
    const touched = blocks.some((block, index) => block !== row.plan.blocks[index]) || leftovers.some((id, index) => id !== row.plan.leftovers[index])
    if (touched) tx.putPlan({ ...row, plan: { ...row.plan, blocks, leftovers } })
  }
}
