import { setText, setTime, utcStamp } from '../ical/fields.ts'
import { addComponent, addEvent, addRaw, newCalendar, writeCalendar, type Component } from '../ical/tree.ts'
import type { Instant } from '../model/time.ts'
import { nameIn, titleIn, type PlanToExport } from './export.ts'

/**
 * Blocks as tentative events and packages as tasks with their deadlines, to be read by any calendar. People are told in words and
 * not as ATTENDEE: whoever imports the file must not send invitations by it. UIDs are made of the ids, so that a later file updates the earlier.
 */
export function planAsIcs(plan: PlanToExport, { nowUtc }: { readonly nowUtc: Instant }): string {
  const root = newCalendar('PUBLISH')
  for (const one of plan.packages) {
    const task = stamped(addComponent(root, 'vtodo'), taskUid(plan, one.id), nowUtc)
    setText(task, 'summary', titleIn(plan, one.id))
    setText(task, 'description', [plan.name, one.people.map((who) => nameIn(plan, who)).join(', ')].filter((line) => line !== '').join('\n'))
    if (one.deadline !== null) setTime(task, 'due', { kind: 'date', date: one.deadline })
    setText(task, 'status', 'NEEDS-ACTION')
    for (const id of one.after) addRaw(task, ['related-to', { reltype: 'SIBLING' }, 'text', taskUid(plan, id)])
  }
  for (const block of plan.blocks) {
    const event = stamped(addEvent(root), `${word(block.id)}@plan-${word(plan.id)}`, nowUtc)
    setTime(event, 'dtstart', { kind: 'utc', instant: block.startUtc })
    setTime(event, 'dtend', { kind: 'utc', instant: block.endUtc })
    setText(event, 'summary', titleIn(plan, block.packageId))
    setText(event, 'description', [plan.name, block.people.map((who) => nameIn(plan, who)).join(', ')].filter((line) => line !== '').join('\n'))
    setText(event, 'status', 'TENTATIVE')
    addRaw(event, ['related-to', {}, 'text', taskUid(plan, block.packageId)])
  }
  return writeCalendar(root)
}

function stamped(component: Component, uid: string, nowUtc: Instant): Component {
  setText(component, 'uid', uid)
  addRaw(component, ['dtstamp', {}, 'date-time', isoStamp(nowUtc)])
  return component
}

/** jCal's form of a UTC moment. */
const isoStamp = (utc: Instant): string => {
  const stamp = utcStamp(utc)
  return `${stamp.slice(0, 4)}-${stamp.slice(4, 6)}-${stamp.slice(6, 11)}:${stamp.slice(11, 13)}:${stamp.slice(13)}`
}

const taskUid = (plan: PlanToExport, id: string): string => `${word(id)}@plan-${word(plan.id)}`
const word = (id: string): string => id.replaceAll(/[^A-Za-z0-9.-]+/g, '-')
