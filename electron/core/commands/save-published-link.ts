import { accountsOf } from '../publishing/content.ts'
import { checkAddresses } from '../publishing/target.ts'
import type { PublishedLinkRow } from '../store/rows.ts'
import type { CommandOf } from './deps.ts'
import { badData, gone, Refused } from './refused.ts'

/** Kept here; the publisher does the rest, and what stands at a new address is looked at before it is written over. */
export const command: CommandOf<'save-published-link'> = (deps) => async ({ id, settings, secret, overwrite }) => {
  const { store, vault, publisher, newId } = deps
  const before = id === null ? null : store.read.publishedLink(id)
  if (id !== null && before === null) throw gone()
  const accounts = accountsOf(store.read, settings.address)
  if (accounts.length === 0) throw badData('publish-address')
  const fault = checkAddresses(settings, { practice: accounts.some((account) => account.practice) })
  if (fault) throw new Refused(fault)
  const samePlace = before !== null && before.settings.url === settings.url && before.settings.method === settings.method && before.settings.address === settings.address
  const linkId = id ?? newId()
  // A secret is for the server it was typed for: a new address wants it typed again.
  const sameServer = before !== null && originOf(before.settings.url) === originOf(settings.url) && before.settings.auth === settings.auth
  if (settings.auth !== 'none' && secret === null && (!sameServer || before.sealed === null)) throw badData('publish-secret')
  const sealed = settings.auth === 'none' ? null : secret === null ? (before?.sealed ?? null) : await vault.seal(linkId, 'publish-secret', secret)
  const row: PublishedLinkRow = {
    id: linkId,
    settings,
    sealed,
    paused: before?.paused ?? false,
    mayOverwrite: overwrite || (samePlace && before.mayOverwrite),
    etag: samePlace ? before.etag : null,
    digest: null,
    lastSuccessUtc: samePlace ? before.lastSuccessUtc : null,
    lastTriedUtc: samePlace ? before.lastTriedUtc : null,
    nextTryUtc: null,
    failures: 0,
    problem: null,
  }
  store.write(['publishing'], (tx) => tx.putPublishedLink(row))
  publisher.wake()
  return { id: linkId }
}

/** Templates have their host spelled out, or filled from the address; either way the text before the path decides. */
const originOf = (url: string): string => /^[a-z]+:\/\/[^/?#]*/i.exec(url)?.[0].toLowerCase() ?? url
