import { toAddress } from '../../../shared/ical/people.ts'
import { ok } from '../../../shared/model/result.ts'
import type { UrlEnd } from '../freebusy/ask-fburl.ts'
import { knownUrls, originOfUrl, type KnownUrl } from '../freebusy/known-urls.ts'
import type { LookUpDeps } from '../freebusy/look-up.ts'
import { noSecrets, openUrlSecrets } from '../freebusy/url-secrets.ts'
import { isTemplate } from '../dav/fburl-request.ts'
import type { FreebusyAddressRow } from '../store/rows.ts'
import type { CommandDeps } from './deps.ts'

type UrlSources = Pick<LookUpDeps, 'freebusyUrls' | 'secretsOf' | 'onUrl'>

/** The success of an entry is written down at most this often: a grid that is open asks every few minutes. */
const noteAgainMs = 3_600_000

/** Where look-ups get their freebusy URLs from, and where what became of them is kept. */
export function urlSources({ store, vault, clock }: Pick<CommandDeps, 'store' | 'vault' | 'clock'>): UrlSources {
  return {
    freebusyUrls: (address) => knownUrls(store.read, toAddress(address)),
    secretsOf: async ({ row }) => (row === null ? ok(noSecrets) : openUrlSecrets(vault, row)),
    onUrl(known, end) {
      if (known.row === null) return
      // Nothing to write down is the rule, and costs no look into the store.
      if (patchFor(known.row, known, end, clock.now()) === null) return
      const { scope, subject } = known.row
      const row = store.read.freebusyAddress(scope, subject)
      // Another URL meanwhile: the result is not about it.
      if (row === null || row.url !== known.row.url) return
      const patch = patchFor(row, known, end, clock.now())
      if (patch !== null) store.writeStep(['people'], (tx) => tx.patchFreebusyAddress(scope, subject, patch))
    },
  }
}

function patchFor(row: FreebusyAddressRow, known: KnownUrl, { reason, movedTo }: UrlEnd, nowUtc: number): Partial<FreebusyAddressRow> | null {
  if (reason !== null) return row.problem?.text === reason.text ? null : { problem: { code: reason.code, text: reason.text } }
  const moved = movedTo !== null && mayFollow(row, known, movedTo) ? { url: movedTo } : {}
  if (row.problem === null && row.workedUtc !== null && nowUtc - row.workedUtc < noteAgainMs && !('url' in moved)) return null
  return { ...moved, workedUtc: nowUtc, problem: null }
}

/** A permanent move is kept (FBU-20), but for a template, which is for others too, and never away from the server a secret belongs to. */
function mayFollow(row: FreebusyAddressRow, known: KnownUrl, movedTo: string): boolean {
  if (isTemplate(row.url)) return false
  const hasSecret = row.sealedPassword !== null || row.sealedToken !== null
  return !hasSecret || originOfUrl(known.url) === originOfUrl(movedTo)
}
