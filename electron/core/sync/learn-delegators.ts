import type { Href } from '../../../shared/model/ids.ts'
import type { Instant } from '../../../shared/model/time.ts'
import { sameHref } from '../dav/hrefs.ts'
import { caldav, calendarServer, dav as davName } from '../dav/names.ts'
import { readProps } from '../dav/read-props.ts'
import { sendingProps, sendingRights } from '../dav/sending-rights.ts'
import type { DavClient } from '../dav/shapes.ts'
import { hrefsOf } from '../dav/xml.ts'
import { isOwn } from '../scheduling/identity.ts'
import type { AccountRow, Delegator } from '../store/rows.ts'
import type { SyncContext } from './sync-deps.ts'

/** Who may act for whom seldom changes. */
const everyMs = 3_600_000
const memoOf = ({ id }: AccountRow): string => `delegators-asked:${id}`

/**
 * Whom the person may act for (PPL-5, PPL-6): those that their principal lists under `calendar-proxy-write-for`; who may only look is not
 * among them. What may be sent in the owner's name is what the rights on the owner's Outbox say, and one that does not say gives none.
 * Whoever is acted for already gets the rights as they are now. A server that cannot be asked leaves what is known.
 */
export async function learnDelegators(context: SyncContext, dav: DavClient, account: AccountRow): Promise<void> {
  const { store, clock } = context
  if (!isOwn(account) || !account.capabilities.davTokens.includes('calendar-proxy') || !isDue(store.read.memo(memoOf(account)), clock.now())) return
  const listed = await readProps(dav, account.principalHref, ['cs:calendar-proxy-write-for'])
  if (!listed.ok) {
    if (listed.problem.retry === 'never') store.write([], (tx) => tx.setMemo(memoOf(account), String(clock.now())))
    return
  }
  const hrefs = hrefsOf(listed.value.props.get(calendarServer('calendar-proxy-write-for'))).filter((href) => !sameHref(href, account.principalHref, dav.baseUrl))
  const known = (href: string): Delegator | undefined => account.delegators.find((one) => sameHref(one.principalHref, href, dav.baseUrl))
  const delegators: Delegator[] = []
  for (const href of hrefs) {
    const asked = (await askDelegator(dav, href as Href)) ?? known(href)
    if (asked !== undefined) delegators.push(asked)
  }
  if (store.read.account(account.id) === null) return
  store.write(JSON.stringify(delegators) === JSON.stringify(account.delegators) ? [] : ['accounts'], (tx) => {
    tx.setMemo(memoOf(account), String(clock.now()))
    tx.patchAccount(account.id, { delegators })
    for (const { id, principalHref, behalf } of tx.accounts()) {
      if (behalf?.loginId !== account.id) continue
      const now = delegators.find((one) => sameHref(one.principalHref, principalHref, dav.baseUrl))
      tx.patchAccount(id, { behalf: { ...behalf, mayInvite: now?.mayInvite ?? false, mayAnswer: now?.mayAnswer ?? false } })
    }
  })
}

const isDue = (asked: string | null, nowUtc: Instant): boolean => asked === null || nowUtc - Number(asked) >= everyMs

/** Null: it cannot be asked now, or has no calendars or no address. */
async function askDelegator(dav: DavClient, principalHref: Href): Promise<Delegator | null> {
  const own = await readProps(dav, principalHref, ['d:displayname', 'c:calendar-home-set', 'c:calendar-user-address-set', 'c:schedule-inbox-URL', 'c:schedule-outbox-URL'])
  if (!own.ok) return null
  const { props } = own.value
  const hrefs = (name: string): readonly Href[] => hrefsOf(props.get(caldav(name))) as readonly Href[]
  const addresses = [...hrefs('calendar-user-address-set')].sort((a, b) => Number(isMail(b)) - Number(isMail(a)))
  const homeHrefs = hrefs('calendar-home-set')
  const first = addresses[0]
  if (homeHrefs.length === 0 || first === undefined || !isMail(first)) return null
  const outboxHref = hrefs('schedule-outbox-URL')[0] ?? null
  const rights = outboxHref === null ? null : await readProps(dav, outboxHref, sendingProps)
  const told = rights?.ok ? sendingRights(rights.value.props) : null
  return {
    principalHref,
    name: props.get(davName('displayname'))?.text.trim() || first.replace(/^mailto:/i, ''),
    addresses,
    homeHrefs,
    inboxHref: hrefs('schedule-inbox-URL')[0] ?? null,
    outboxHref,
    mayInvite: told?.invite ?? false,
    mayAnswer: told?.reply ?? false,
  }
}

const isMail = (address: string): boolean => /^mailto:/i.test(address)
