import { toAddress } from '../../../shared/ical/people.ts'
import { readMessage } from '../../../shared/itip/read-message.ts'
import { text, xml } from '../http/exchange.ts'
import type { PracticeRequest, PracticeResponse } from '../http/exchange.ts'
import { personAt } from '../organisation.ts'
import type { Organisation } from '../organisation.ts'
import { clark, ns } from '../xml/names.ts'
import { element, escapeXml, xmlDocument } from '../xml/write-xml.ts'
import { localAnswer, readQuestion } from './free-busy-answers.ts'
import { domainOf } from './peers.ts'
import type { PeerAnswer } from './peers.ts'
import type { Scheduler } from './scheduler.ts'

const ischedule = (local: string): ReturnType<typeof clark> => clark(ns.ischedule, local)
const version = { 'iSchedule-Version': '1.0' }

/**
 * The receiving end for other organisations, in the shape of draft-desruisseaux-ischedule. Signatures are left out:
 * these servers live on one loopback. The Originator must not be one of ours, and REQUESTs must be the organizer's.
 */
export function ischeduleEndpoint({ org, scheduler, request }: { readonly org: Organisation; readonly scheduler: Scheduler; readonly request: PracticeRequest }): PracticeResponse {
  if (org.panel.knobs.peersDown.includes(org.domain)) return text(503, 'Other organisations cannot be answered now.\n', version)
  if (request.method === 'GET') return capabilities()
  if (request.method !== 'POST') return text(405, 'POST a message.\n', { Allow: 'GET, POST', ...version })
  const originator = request.headers['originator'] ?? ''
  const recipients = (request.headers['recipient'] ?? '').split(',').map((one) => one.trim()).filter((one) => one !== '')
  if (originator === '' || domainOf(originator) === org.domain || recipients.length === 0) return refused(originator === '' ? 'originator-missing' : recipients.length === 0 ? 'recipient-missing' : 'originator-denied')
  if (/^BEGIN:VFREEBUSY/m.test(request.body)) return freeBusy(org, request.body, recipients)
  const message = readMessage(request.body)
  if (!message.ok) return refused('invalid-scheduling-message')
  const { method, root } = message.value
  const voice = method === 'REPLY' || method === 'COUNTER' || method === 'REFRESH' ? 'attendee' : 'organizer'
  const speaks = root.getAllSubcomponents('vevent').every((event) => event.getAllProperties(voice).some((one) => toAddress(String(one.getFirstValue())) === toAddress(originator)))
  if (!speaks) return refused('originator-denied')
  return answer(recipients.map((recipient) => receiveOne({ org, scheduler, recipient, root, method })))
}

function receiveOne({ org, scheduler, recipient, root, method }: { readonly org: Organisation; readonly scheduler: Scheduler; readonly recipient: string; readonly root: Parameters<Scheduler['receive']>[1]; readonly method: string }): PeerAnswer {
  const to = personAt(org, recipient)
  if (to === null) return { recipient, status: '3.7;Invalid Calendar User', data: '' }
  const status = scheduler.receive(to, root, method)
  return { recipient, status: status === '1.2' ? '2.0;Success' : `${status};Refused`, data: '' }
}

function freeBusy(org: Organisation, body: string, recipients: readonly string[]): PracticeResponse {
  const question = readQuestion(body)
  return question.ok ? answer(recipients.map((recipient) => localAnswer(org, question.value, recipient))) : refused('invalid-scheduling-message')
}

function answer(answers: readonly PeerAnswer[]): PracticeResponse {
  const rows = answers.map(({ recipient, status, data }) =>
    element(ischedule('response'), [
      element(ischedule('recipient'), escapeXml(recipient)),
      element(ischedule('request-status'), escapeXml(status)),
      data === '' ? '' : element(ischedule('calendar-data'), escapeXml(data), { 'content-type': 'text/calendar', version: '2.0' }),
    ]),
  )
  return xml(200, xmlDocument(ischedule('schedule-response'), rows), version)
}

const refused = (condition: string): PracticeResponse => xml(403, xmlDocument(ischedule('error'), element(ischedule(condition))), version)

function capabilities(): PracticeResponse {
  const component = (name: string, methods: readonly string[]): string => element(ischedule('component'), methods.map((method) => element(ischedule('method'), '', { name: method })), { name })
  const inside = [
    element(ischedule('versions'), element(ischedule('version'), '1.0')),
    element(ischedule('scheduling-messages'), [component('VEVENT', ['REQUEST', 'CANCEL', 'REPLY']), component('VFREEBUSY', ['REQUEST'])]),
    element(ischedule('max-recipients'), '100'),
  ]
  return xml(200, xmlDocument(ischedule('query-result'), element(ischedule('capabilities'), inside)), version)
}
