import { fail, ok } from '../../../shared/model/result.ts'
import type { Result } from '../../../shared/model/result.ts'
import { attendeesOf } from '../../../shared/ical/people.ts'
import { readCalendar } from '../../../shared/ical/tree.ts'
import type { Component } from '../../../shared/ical/tree.ts'
import { textOf } from '../../../shared/ical/fields.ts'
import type { Collection } from '../store/state.ts'
import { caldav } from '../xml/names.ts'
import type { Clark } from '../xml/names.ts'
import { componentSetName, limits } from './properties.ts'

export interface CheckedObject {
  readonly root: Component
  readonly uid: string
  readonly component: string
}

export interface ObjectProblem {
  readonly condition: Clark
  readonly detail: string
}

const kinds = ['vevent', 'vtodo', 'vjournal']

/** What a calendar takes: one UID, one kind of component, no METHOD, within the limits (RFC 4791 §4.1, §5.3.2.1). */
export function checkObject(text: string, collection: Collection): Result<CheckedObject, ObjectProblem> {
  const problem = (condition: string, detail: string): Result<never, ObjectProblem> => fail({ condition: caldav(condition), detail })
  if (Buffer.byteLength(text) > limits.resourceBytes) return problem('max-resource-size', `At most ${limits.resourceBytes} octets.`)
  const read = readCalendar(text)
  if (!read.ok) return problem('valid-calendar-data', read.problem.detail)
  const root = read.value
  if (textOf(root, 'method') !== '') return problem('valid-calendar-object-resource', 'Stored objects have no METHOD.')
  const components = root.getAllSubcomponents().filter((one) => one.name !== 'vtimezone')
  const [first] = components
  if (first === undefined || !kinds.includes(first.name)) return problem('valid-calendar-object-resource', 'There is no event, task or journal entry in it.')
  if (components.some((one) => one.name !== first.name)) return problem('valid-calendar-object-resource', 'There are several kinds of component in it.')
  const uid = textOf(first, 'uid')
  if (uid === '') return problem('valid-calendar-object-resource', 'Missing UID.')
  if (components.some((one) => textOf(one, 'uid') !== uid)) return problem('valid-calendar-object-resource', 'There is more than one UID in it.')
  if (first.name === 'vevent' && components.some((one) => one.getFirstProperty('dtstart') === null)) return problem('valid-calendar-data', 'Missing DTSTART.')
  const allowed = collection.properties.get(componentSetName)
  if (allowed !== undefined && !allowed.toLowerCase().includes(`"${first.name}"`)) return problem('supported-calendar-component', `This calendar takes no ${first.name.toUpperCase()}.`)
  if (components.some((one) => attendeesOf(one).length > limits.attendees)) return problem('max-attendees-per-instance', `At most ${limits.attendees} people.`)
  return ok({ root, uid, component: first.name })
}
