import type { AddingAccount } from '../contract/calendars.ts'

export type AddingStepKey = AddingAccount['steps'][number]['key']

/** The steps of adding an account, in their order, as a person reads them. */
export const addingSteps: readonly { readonly key: AddingStepKey; readonly title: string }[] = [
  { key: 'find', title: 'Find the server' },
  { key: 'sign-in', title: 'Sign in' },
  { key: 'learn', title: 'Learn what it can do' },
  { key: 'calendars', title: 'Fetch calendars' },
  { key: 'invitations', title: 'Look for invitations' },
]

export const invitationsFound = (count: number): string => (count === 0 ? 'No invitation waits for you' : count === 1 ? '1 invitation waits for you' : `${count} invitations wait for you`)
