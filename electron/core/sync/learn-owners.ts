import { toAddress } from '../../../shared/ical/people.ts'
import type { Href } from '../../../shared/model/ids.ts'
import { sameHref } from '../dav/hrefs.ts'
import type { FoundCalendar } from '../dav/list-calendars.ts'
import { caldav, dav as davName } from '../dav/names.ts'
import { readProps } from '../dav/read-props.ts'
import type { DavClient } from '../dav/shapes.ts'
import { hrefsOf } from '../dav/xml.ts'
import { myAddresses } from '../scheduling/identity.ts'
import type { AccountRow, CollectionOwner, CollectionRow } from '../store/rows.ts'

/** Whose a calendar is. Null: mine. */
export type OwnerOf = (calendar: Pick<FoundCalendar, 'owner'>) => CollectionOwner | null

/**
 * DAV:owner of each calendar that was listed (RFC 3744 §5.1, PPL-6). One that names nobody, my principal, my home, or somebody with one
 * of my addresses is mine. Who somebody else is, is asked once; a server that tells nothing of others (DAViCal 1.1.12: 403) leaves the
 * name of their path, and the calendar stays theirs. No answer at all is asked for again in the next round.
 */
export async function learnOwners(dav: DavClient, account: AccountRow, found: readonly FoundCalendar[], known: readonly CollectionRow[]): Promise<OwnerOf> {
  const same = (a: string, b: string): boolean => sameHref(a, b, dav.baseUrl)
  const isMyself = (href: Href): boolean => [account.principalHref, ...account.homeHrefs].some((own) => same(own, href))
  const others: { readonly href: Href; readonly owner: CollectionOwner | null }[] = []
  for (const { owner: href } of found) {
    if (href === null || isMyself(href) || others.some((one) => same(one.href, href))) continue
    const before = known.find(({ owner }) => owner !== null && owner.addresses !== null && same(owner.href, href))?.owner ?? null
    const owner = before ?? (await askOwner(dav, href))
    others.push({ href, owner: isOneOfMine(owner, account) ? null : owner })
  }
  return ({ owner: href }) => (href === null ? null : (others.find((one) => same(one.href, href))?.owner ?? null))
}

async function askOwner(dav: DavClient, href: Href): Promise<CollectionOwner> {
  const asked = await readProps(dav, href, ['d:displayname', 'c:calendar-user-address-set'])
  if (!asked.ok) return { href, name: nameIn(href), addresses: asked.problem.retry === 'never' ? [] : null }
  const { props } = asked.value
  return { href, name: props.get(davName('displayname'))?.text.trim() || nameIn(href), addresses: hrefsOf(props.get(caldav('calendar-user-address-set'))).filter((address) => /^mailto:/i.test(address)) }
}

function isOneOfMine({ addresses }: CollectionOwner, account: AccountRow): boolean {
  const mine = new Set<string>(myAddresses(account))
  return (addresses ?? []).some((address) => mine.has(toAddress(address)))
}

/** `/caldav.php/room1/` → `room1`. */
function nameIn(href: string): string {
  const segment = href.split('/').filter((part) => part !== '').at(-1) ?? href
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}
