import { attendeesOf, organizerOf, sameAddress } from '../../../shared/ical/people.ts'
import { eventsOf, type Component } from '../../../shared/ical/tree.ts'
import { readMessage } from '../../../shared/itip/read-message.ts'
import { text, xml } from '../http/exchange.ts'
import type { PracticeResponse } from '../http/exchange.ts'
import { addressesOf, etagOf, outboxSlug, personAt } from '../organisation.ts'
import { answersFor, readQuestion } from '../scheduling/free-busy-answers.ts'
import { inboxOp } from '../scheduling/deliver.ts'
import type { PeerAnswer, Peers } from '../scheduling/peers.ts'
import { domainOf } from '../scheduling/peers.ts'
import { caldav } from '../xml/names.ts'
import { element, escapeXml, xmlDocument } from '../xml/write-xml.ts'
import { href, needPrivilege, refuse } from './answer.ts'
import type { DavContext } from './context.ts'
import { pathOf } from './resource.ts'
import type { Resource } from './resource.ts'
import { actsFor } from './rights.ts'

/** POST to the scheduling Outbox: who is free (RFC 6638 §5); with the explicit model also messages. */
export async function postToOutbox(context: DavContext, resource: Resource, peers: Peers): Promise<PracticeResponse> {
  const { org, me, request } = context
  if (resource.kind !== 'collection' || resource.collection.kind !== 'outbox') return text(405, 'Only the Outbox takes POST.\n')
  if (org.panel.knobs.scheduling === 'none') return text(404, 'There is no scheduling here.\n')
  if (!actsFor(me, resource.owner)) return needPrivilege(pathOf(resource), caldav('schedule-send'))
  if (!/^text\/calendar\b/i.test(request.headers['content-type'] ?? '')) return refuse(403, caldav('supported-calendar-data'))
  const freeBusy = /^BEGIN:VFREEBUSY/im.test(request.body)
  if (!freeBusy && org.panel.knobs.scheduling === 'explicit') return resource.owner.user === me.user ? explicitMessage(context, peers) : needPrivilege(pathOf(resource), caldav('schedule-send'))
  if (freeBusy && !org.panel.knobs.sendRights.includes('freebusy')) return needPrivilege(pathOf(resource), caldav('schedule-send-freebusy'))
  if (!freeBusy) return refuse(501, caldav('valid-scheduling-message'), '', 'This server sends invitations by itself.')
  const question = readQuestion(request.body)
  if (!question.ok) return refuse(400, caldav('valid-scheduling-message'), '', question.problem)
  if (!addressesOf(resource.owner).some((one) => sameAddress(one, question.value.organizer))) return refuse(403, caldav('valid-organizer'), '', 'ORGANIZER does not own this Outbox.')
  return scheduleResponse(await answersFor(org, peers, { question: question.value, text: request.body }))
}

const isMine = ({ me }: DavContext, address: string): boolean => addressesOf(me).some((mine) => sameAddress(mine, address))

function scheduleResponse(answers: readonly PeerAnswer[]): PracticeResponse {
  const rows = answers.map(({ recipient, status, data }) =>
    element(caldav('response'), [
      element(caldav('recipient'), href(recipient)),
      element(caldav('request-status'), escapeXml(status)),
      data === '' ? '' : element(caldav('calendar-data'), escapeXml(data), { 'content-type': 'text/calendar', version: '2.0' }),
    ]),
  )
  return xml(200, xmlDocument(caldav('schedule-response'), rows))
}

/**
 * The model of 2007: the message goes to the Inbox of each recipient, and their clients do the rest (EXP-2, EXP-5). Refused like such a
 * server refuses (EXP-3, EXP-4): nobody speaks for others, and a domain without a way to it is 502 when nobody else is asked.
 */
async function explicitMessage(context: DavContext, peers: Peers): Promise<PracticeResponse> {
  const { org, request, me } = context
  const originator = request.headers['originator'] ?? ''
  const recipients = (request.headers['recipient'] ?? '').split(',').map((one) => one.trim()).filter((one) => one !== '')
  if (originator === '') return refuse(400, caldav('originator-specified'))
  if (!isMine(context, originator)) return refuse(403, caldav('originator-allowed'))
  if (recipients.length === 0) return refuse(400, caldav('recipient-specified'))
  const message = readMessage(request.body)
  if (!message.ok) return refuse(400, caldav('valid-scheduling-message'), '', message.problem.detail)
  const { method, root, uid } = message.value
  if (!speaks(context, method, root)) return refuse(403, caldav('organizer-allowed'), '', 'The message is not yours to send.')
  const answers: PeerAnswer[] = []
  for (const recipient of recipients) answers.push({ recipient, status: await handOver(context, peers, { recipient, method, uid }), data: '' })
  if (answers.every(({ status }) => status.startsWith('5.2'))) return refuse(502, caldav('recipient-exists'), '', 'There is no way to that domain.')
  org.store.commit([{ op: 'object', user: me.user, slug: outboxSlug, name: `${org.newId()}.ics`, text: request.body, etag: etagOf(request.body), scheduleTag: null }])
  return scheduleResponse(answers)
}

/** The organizer's messages come from the organizer, the attendees' from an attendee (EXP-2). */
function speaks(context: DavContext, method: string, root: Component): boolean {
  const voices = (event: Component): string[] => (isAnswer(method) ? attendeesOf(event).map((one) => one.raw) : [organizerOf(event)?.raw ?? ''])
  return eventsOf(root).every((event) => voices(event).some((voice) => isMine(context, voice)))
}
const isAnswer = (method: string): boolean => method === 'REPLY' || method === 'COUNTER' || method === 'REFRESH'

async function handOver({ org, me, request }: DavContext, peers: Peers, { recipient, method, uid }: { readonly recipient: string; readonly method: string; readonly uid: string }): Promise<string> {
  const to = personAt(org, recipient)
  if (to !== null) {
    org.store.commit([inboxOp(org, to, { uid, text: request.body })])
    return '2.0;Success'
  }
  const domain = domainOf(recipient)
  if (domain === org.domain) return '3.7;Invalid Calendar User'
  if (!peers.knows(domain)) return `${peers.statusOfUnknown(domain)};No scheduling`
  const status = await peers.send({ id: org.newId(), from: `mailto:${me.address}`, to: recipient, method, uid, text: request.body })
  return status === '1.2' ? '2.0;Success' : `${status};Not delivered`
}
