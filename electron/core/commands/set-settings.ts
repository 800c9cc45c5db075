import type { CommandOf } from './deps.ts'

export const command: CommandOf<'set-settings'> = (deps) => async (patch) => {
  // Another home zone draws every day anew.
  deps.store.write(patch.homeZone === undefined ? ['app'] : ['app', 'objects', 'invites', 'busy'], (tx) => tx.patchSettings(patch))
  return {}
}
