import type { AddingAccount } from '../../../shared/contract/calendars.ts'

/** A server address does not name the person: then a user name is asked for as well. */
export const looksLikeUrl = (where: string): boolean => /^https?:\/\//i.test(where.trim()) || (where.includes('/') && !where.includes('@')) || (/^[\w.-]+\.[a-z]{2,}$/i.test(where.trim()) && !where.includes('@'))

export function addingTitle(adding: AddingAccount | null, where: string, done: boolean): string {
  const address = adding?.address || where.trim()
  return done ? `${address} is here` : `Adding ${address}`
}

/** As soon as the account exists there is something to look at, though more is on its way. */
export const canBegin = (adding: AddingAccount | null): boolean => adding?.account !== null && adding !== null && adding.account.calendars.length > 0
