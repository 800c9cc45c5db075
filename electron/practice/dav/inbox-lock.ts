import { dav } from '../xml/names.ts'
import { element, xmlDocument } from '../xml/write-xml.ts'
import { reply, text, xml } from '../http/exchange.ts'
import type { PracticeResponse } from '../http/exchange.ts'
import { href, refuse } from './answer.ts'
import type { DavContext } from './context.ts'
import { pathOf } from './resource.ts'
import type { Resource } from './resource.ts'

/**
 * Write locks of schedule Inboxes (RFC 4918 §6, §9.10), in the explicit model alone: who processes messages holds one, so that two
 * clients of a person do not both do it (EXP-5). Kept in memory: a lock does not outlive its server.
 */
export interface InboxLocks {
  /** What keeps this request from writing into that Inbox; null: nothing does. */
  refusal(context: DavContext, resource: Resource): PracticeResponse | null
  lock(context: DavContext, resource: Resource): PracticeResponse
  unlock(context: DavContext, resource: Resource): PracticeResponse
}

interface Held {
  readonly token: string
  readonly untilUtc: number
}

const longestSec = 300

export function createInboxLocks(): InboxLocks {
  const held = new Map<string, Held>()
  const inboxOf = (resource: Resource): string | null => ('collection' in resource && resource.collection.kind === 'inbox' ? resource.owner.user : null)
  const lockOf = ({ org }: DavContext, user: string): Held | null => {
    const lock = held.get(user)
    if (lock === undefined) return null
    if (lock.untilUtc > org.clock.now()) return lock
    held.delete(user)
    return null
  }
  return {
    refusal(context, resource) {
      const user = inboxOf(resource)
      const lock = user === null ? null : lockOf(context, user)
      return lock === null || (context.request.headers['if'] ?? '').includes(`<${lock.token}>`) ? null : locked(resource)
    },
    lock(context, resource) {
      const { org, me, request } = context
      const { scheduling, inboxLocks } = org.panel.knobs
      if (scheduling !== 'explicit' || !inboxLocks || resource.kind !== 'collection' || inboxOf(resource) === null) return text(405, 'This cannot be locked.\n')
      if (resource.owner.user !== me.user) return text(403, 'An Inbox is its owner’s.\n')
      if (lockOf(context, me.user) !== null) return locked(resource)
      const seconds = Math.min(Number(/Second-(\d+)/i.exec(request.headers['timeout'] ?? '')?.[1] ?? longestSec), longestSec)
      const token = `urn:uuid:${org.newId()}`
      held.set(me.user, { token, untilUtc: org.clock.now() + seconds * 1000 })
      return xml(200, xmlDocument(dav('prop'), element(dav('lockdiscovery'), activeLock(token, seconds))), { 'Lock-Token': `<${token}>` })
    },
    unlock(context, resource) {
      const user = inboxOf(resource)
      const lock = user === null ? null : lockOf(context, user)
      if (user === null || lock === null || !(context.request.headers['lock-token'] ?? '').includes(lock.token)) return refuse(409, dav('lock-token-matches-request-uri'))
      held.delete(user)
      return reply(204)
    },
  }
}

const locked = (resource: Resource): PracticeResponse => refuse(423, dav('lock-token-submitted'), href(pathOf(resource)))

const activeLock = (token: string, seconds: number): string =>
  element(dav('activelock'), [
    element(dav('locktype'), element(dav('write'))),
    element(dav('lockscope'), element(dav('exclusive'))),
    element(dav('depth'), 'infinity'),
    element(dav('timeout'), `Second-${seconds}`),
    element(dav('locktoken'), href(token)),
  ])
