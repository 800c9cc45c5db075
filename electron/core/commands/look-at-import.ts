import { planImport } from './import-plan.ts'
import type { CommandOf } from './deps.ts'

/** Enough to recognise a file by; a thousand rows are nothing anybody reads. */
const shownFirst = 50

/** Reads and says; keeps nothing. */
export const command: CommandOf<'look-at-import'> = ({ store, clock }) => async ({ text }) => {
  const { read } = store
  const plan = planImport(read, text, clock.now())
  if (plan === null) return { found: null }
  const writable = read.collections().filter((one) => one.kind === 'calendar' && one.writable && !one.gone)
  const here = plan.items.filter((item) => item.here !== null)
  return {
    found: {
      events: plan.items.length,
      first: plan.items
        .toSorted((a, b) => a.startUtc - b.startUtc)
        .slice(0, shownFirst)
        .map(({ title, when, repeats, here: known, same }) => ({ title, when, repeats, here: known === null ? 'new' : same ? 'same' : 'other' })),
      here: here.length,
      same: here.filter((item) => item.same).length,
      meetings: plan.items.filter((item) => item.meeting).length,
      unreadable: [...plan.unreadable],
      others: plan.others,
      repeated: plan.repeated,
      calendar: (writable.find((one) => one.isDefault) ?? writable[0])?.id ?? null,
    },
  }
}
