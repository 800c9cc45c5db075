import { conferenceOf, remindersOf } from '../../../shared/event/details.ts'
import { addressSet, isOneOf, roleIn } from '../../../shared/event/roles.ts'
import { textOf } from '../../../shared/ical/fields.ts'
import { attendeesOf, organizerOf } from '../../../shared/ical/people.ts'
import type { Component } from '../../../shared/ical/tree.ts'
import { groupIn, isForeign } from '../../../shared/itip/join.ts'
import { addressesIn, answerAddresses, behalfIn, isOthers, reachesPeople } from '../scheduling/identity.ts'
import { remindedIn } from '../scheduling/reminded.ts'
import { attendeeViews, replyDelivery, type PeopleContext } from './attendee-views.ts'
import type { QueryOf } from './deps.ts'
import { noAnswerRight } from './answer-right.ts'
import { openEvent, repeatTextOf, zoneIn } from './event-text.ts'
import { drawContext, toOccurrence } from './occurrence-view.ts'

export const query: QueryOf<'event-details'> = ({ read, clock }) => async ({ objectId, recurrenceId, zone }) => {
  const object = read.object(objectId)
  const row = read.occurrence(objectId, recurrenceId)
  const account = object === null ? null : read.account(object.accountId)
  const collection = object === null ? null : read.collection(object.collectionId)
  if (object === null || row === null || account === null || collection === null || object.deletedHere) return { event: null }
  const opened = openEvent(read, objectId, row.recurrenceId)
  if (opened === null) return { event: null }
  const { root, event } = opened
  const mine = addressSet(addressesIn(account, collection))
  const ledger = read.ledger(account.id, object.uid)
  const context: PeopleContext = { mine, ledger, recurrenceId: row.recurrenceId, nowUtc: clock.now(), byMail: !reachesPeople(account), unsent: row.unsent, reminded: remindedIn(read, account.id, object.uid), zoneOf: (address) => read.person(address)?.zone ?? null }
  const organizer = organizerOf(event)
  const { role, me } = roleIn(event, mine)
  const occurrence = toOccurrence(row, drawContext(read, zone))
  const answerable = role === 'attendee' && row.status !== 'cancelled' && collection.writable && !collection.gone
  const noRight = noAnswerRight(account, root)
  return {
    event: {
      occurrence,
      calendarName: collection.name,
      ...(collection.owner === null ? {} : { calendarOwner: collection.owner.name }),
      ...behalfIn(account),
      description: textOf(event, 'description'),
      conferenceUrl: conferenceOf(event),
      zone: zoneIn(event),
      repeatText: repeatTextOf(root),
      reminders: remindersOf(event),
      organizer: organizer === null ? null : { address: organizer.email ?? organizer.address, name: organizer.name, isMe: isOneOf(organizer, mine) },
      attendees: attendeeViews(root, event, context),
      myReplyDelivery: replyDelivery(event, context),
      myAddress: me?.email ?? me?.address ?? null,
      history: ledger.map(({ atUtc, text, comment }) => ({ atUtc, text: comment === '' ? text : `${text} “${comment}”` })),
      canEdit: occurrence.editable,
      ...(!isOthers(collection) && isForeign(event, mine) && row.status !== 'cancelled' && collection.writable && !collection.gone && attendeesOf(event).length > 0 && answerAddresses(account).length > 0
        ? { asStranger: { addresses: [...answerAddresses(account)], group: groupName(event) } }
        : {}),
      canAnswer: answerable && noRight === '',
      ...(answerable && noRight !== '' ? { cannotAnswerWhy: noRight } : {}),
    },
  }
}

function groupName(event: Component): string | null {
  const group = groupIn(event)
  return group === null ? null : group.name || (group.email ?? group.address)
}
