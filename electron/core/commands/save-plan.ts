import type { CommandOf } from './deps.ts'
import { badData } from './refused.ts'

/** Keeps the plan on this computer. What names a package or a person that is not in it is a mistake, and nothing is kept. */
export const command: CommandOf<'save-plan'> = (deps) => async ({ plan }) => {
  const packages = new Set(plan.packages.map((one) => one.id))
  const people = new Set(plan.people.map((one) => one.address))
  if (packages.size !== plan.packages.length) throw badData('plan', { detail: 'Two packages have one id' })
  if (new Set(plan.blocks.map((one) => one.id)).size !== plan.blocks.length) throw badData('plan', { detail: 'Two blocks have one id' })
  if (plan.blocks.some((block) => block.endUtc <= block.startUtc)) throw badData('plan', { detail: 'A block ends before it begins' })
  if (plan.packages.some((one) => one.after.some((id) => !packages.has(id)) || one.people.some((who) => !people.has(who)))) throw badData('plan', { detail: 'A package names what is not in the plan' })
  const id = plan.id === '' ? deps.newId() : plan.id
  const kept = { ...plan, id, blocks: plan.blocks.filter((block) => packages.has(block.packageId)) }
  deps.store.write(['plans'], (tx) => tx.putPlan({ id, name: plan.name, updatedUtc: deps.clock.now(), plan: kept }))
  return { planId: id }
}
