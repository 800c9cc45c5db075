import { expect, it } from 'vitest'
import { caldav, dav } from './names.ts'
import { sendingRights } from './sending-rights.ts'
import type { XmlNode } from './shapes.ts'

const node = (name: string, children: readonly XmlNode[] = []): XmlNode => ({ name, attributes: {}, text: '', children })
const privilege = (name: string): XmlNode => node(dav('privilege'), [node(name)])
const set = (...names: readonly string[]): XmlNode => node(dav('current-user-privilege-set'), names.map(privilege))
/** One tree, as Cyrus 3.6.1 and DAViCal 1.1.12 tell it. */
const own = (...names: readonly string[]): XmlNode =>
  node(dav('supported-privilege-set'), [node(dav('supported-privilege'), [privilege(dav('all')), ...names.map((name) => node(dav('supported-privilege'), [privilege(name)]))])])
const rights = (invite: boolean, reply: boolean, freeBusy: boolean) => ({ invite, reply, freeBusy })

it.each<{ name: string; given?: XmlNode; supported?: XmlNode; out: ReturnType<typeof sendingRights> }>([
  { name: 'nothing told', out: null },
  { name: 'a server that knows no such names, where one may write', given: set(dav('read'), dav('write')), out: null },
  { name: 'a server that knows no such names, where one may only read', given: set(dav('read')), supported: own(dav('read'), dav('write')), out: null },
  { name: 'one may only read, and the server knows the names', given: set(dav('read')), supported: own(dav('read'), caldav('schedule-send')), out: rights(false, false, false) },
  { name: 'one may write, and the server knows the names', given: set(dav('write')), supported: own(caldav('schedule-send-invite')), out: rights(false, false, false) },
  { name: 'everything', given: set(dav('all')), out: rights(true, true, true) },
  { name: 'the whole of it', given: set(dav('read'), caldav('schedule-send')), out: rights(true, true, true) },
  { name: 'answers alone', given: set(dav('read'), caldav('schedule-send-reply')), out: rights(false, true, false) },
  { name: 'invitations and questions', given: set(dav('write'), caldav('schedule-send-invite'), caldav('schedule-send-freebusy')), out: rights(true, false, true) },
  { name: 'the names of the older draft', given: set(caldav('schedule-request'), caldav('schedule-free-busy')), out: rights(true, false, true) },
  { name: 'all of the older draft', given: set(caldav('schedule')), out: rights(true, true, true) },
])('SCH-46 (RFC 6638 §6.2): $name', ({ given, supported, out }) =>
  expect(sendingRights(new Map([given, supported].flatMap((set) => (set === undefined ? [] : [[set.name, set]]))))).toEqual(out))
