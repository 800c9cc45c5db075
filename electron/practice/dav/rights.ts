import { proxyRights, type Person, type ProxyRight } from '../people.ts'
import { isBook, type Resource } from './resource.ts'

const holds = (me: Person, owner: Person, may: readonly ProxyRight['may'][]): boolean => proxyRights.some((right) => right.who === me.address && right.of === owner.address && may.includes(right.may))

/** Everybody may look at principals; a home is for its owner and for who may act for them (others ask for free/busy). */
export function mayRead(me: Person, resource: Resource): boolean {
  // Contacts are nobody else's, whoever acts for whom.
  if (isBook(resource)) return resource.owner.user === me.user
  return !('owner' in resource) || resource.kind === 'principal' || resource.owner.user === me.user || holds(me, resource.owner, ['read', 'write'])
}

/** Whether what this person writes there counts as the owner's doing (RFC 6638 §6.2). */
export const actsFor = (me: Person, owner: Person): boolean => owner.user === me.user || holds(me, owner, ['write'])

/** Whom this person may act for, or only look at: `calendar-proxy-write-for` and `-read-for`. */
export const principalsFor = (me: Person, people: readonly Person[], may: ProxyRight['may']): readonly Person[] => people.filter((owner) => holds(me, owner, [may]))
