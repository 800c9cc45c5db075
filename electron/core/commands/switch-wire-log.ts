import type { CommandOf } from './deps.ts'

/** For somebody who helps: keeps, for an hour and in memory, what is said to servers, masked. */
export const command: CommandOf<'switch-wire-log'> = ({ wire }) => async ({ to }) => {
  if (to === 'on') wire.switchOn()
  else if (to === 'off') wire.switchOff()
  else wire.forget()
  return {}
}
