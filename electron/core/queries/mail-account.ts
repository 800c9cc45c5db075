import type { QueryOf } from './deps.ts'

export const query: QueryOf<'mail-account'> = ({ read }) => async ({ accountId }) => {
  const row = read.mailAccount(accountId)
  if (row === null) return { mail: null }
  const { host, port, security, user, fromAddress, name, workedUtc, problem } = row
  return { mail: { settings: { host, port, security, user, from: fromAddress, name }, hasPassword: read.sealed(accountId, 'mail-password') !== null, workedUtc, problem } }
}
