import type { CommandOf } from './deps.ts'
import { gone } from './refused.ts'

export const command: CommandOf<'set-calendar'> = (deps) => async ({ id, visible, hue, countsAsBusy }) => {
  if (deps.store.read.collection(id) === null) throw gone()
  deps.store.write(['accounts', 'objects', ...(countsAsBusy === undefined ? [] : (['busy', 'invites'] as const))], (tx) => {
    tx.patchCollection(id, { ...(visible === undefined ? {} : { visible }), ...(hue === undefined ? {} : { hue }), ...(countsAsBusy === undefined ? {} : { countsAsBusy }) })
  })
  return {}
}
