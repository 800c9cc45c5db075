import { describe, expect, it } from 'vitest'
import type { Occurrence } from '../../../shared/contract/events.ts'
import type { InviteCard } from '../../../shared/contract/invites.ts'
import { must } from '../../../shared/model/result.ts'
import type { InviteId, ObjectId } from '../../../shared/model/ids.ts'
import { schedulingAnswers, storyNow, storyZone } from '../../testing/scheduling-story.ts'
import { answerButtons, conflictTimes, dateWords, dayStrip, mendWords, replySteps, seriesWords, stripOf } from './card-model.ts'
import { together } from './send-replies.ts'

const story = schedulingAnswers()
const cardOf = (id: string): InviteCard => must(must(story['invite-card'], 'invite-card')({ inviteId: id as InviteId, zone: storyZone }).card, id)
const series = cardOf('partner')
const single = cardOf('security')

describe('answer buttons carry their scope', () => {
  it('a single meeting', () => {
    expect(answerButtons(single, storyZone).map((button) => button.label)).toEqual(['Accept', 'Maybe', 'Decline'])
  })
  it('a series, with the clear dates as a choice', () => {
    const [accept, maybe, decline] = answerButtons(series, storyZone)
    expect(accept?.label).toBe('Accept series')
    expect(accept?.choices.map((choice) => choice.label)).toEqual(['Accept all 12 dates', 'Accept the 10 clear dates, decline 2', 'Accept only Wed 14 October', 'Accept 14 October and later'])
    expect(maybe?.choices[0]?.label).toBe('Maybe all 12 dates')
    expect(decline?.choices.map((choice) => choice.id)).toEqual(['all', 'this', 'following'])
  })
  it('accepting the clear dates answers the series first, then each date that clashes', () => {
    const clear = answerButtons(series, storyZone)[0]?.choices.find((choice) => choice.id === 'clear')
    expect(clear?.replies).toEqual([
      { recurrenceId: null, scope: 'all', answer: 'accepted' },
      { recurrenceId: '20261014T083000Z', scope: 'this', answer: 'declined' },
      { recurrenceId: '20261111T083000Z', scope: 'this', answer: 'declined' },
    ])
  })
  it('a date that was picked is what the buttons answer; the series is in their menus', () => {
    const [accept] = answerButtons(series, storyZone, '20261111T083000Z')
    expect(accept?.label).toBe('Accept Wed 11 November')
    expect(accept?.choices.map((choice) => choice.label)).toEqual(['Accept only Wed 11 November', 'Accept 11 November and later', 'Accept all 12 dates', 'Accept the 10 clear dates, decline 2'])
    expect(accept?.choices[0]?.replies).toEqual([{ recurrenceId: '20261111T083000Z', scope: 'this', answer: 'accepted' }])
    const last = series.series?.dates.at(-1)?.recurrenceId ?? ''
    expect(answerButtons(series, storyZone, last)[2]?.choices.map((choice) => choice.id)).toEqual(['this', 'all'])
    // One that is no longer among them answers nothing by itself.
    expect(answerButtons(series, storyZone, '20200101T083000Z')[0]?.label).toBe('Accept series')
  })
  it('a date says what is in its way, and my own answer to it', () => {
    const [clear, clash] = [false, true].map((clashes) => must(series.series?.dates.find((date) => date.conflicts.length > 0 === clashes), 'a date'))
    expect(dateWords(must(clear, 'clear'), series, storyZone)).toMatch(/: no conflicts\.$/)
    expect(dateWords({ ...must(clash, 'clash'), answer: 'declined' }, series, storyZone)).toMatch(/^\w{3} \d+ \w+: .+\. Your answer: Declined\.$/)
  })
  it('one date of a series names that date', () => {
    const one = { ...series, item: { ...series.item, recurrenceId: '20261014T083000Z' } }
    expect(answerButtons(one, storyZone)[0]).toMatchObject({ label: 'Accept Wed 14 October', choices: [{ replies: [{ recurrenceId: '20261014T083000Z', scope: 'this', answer: 'accepted' }] }] })
  })
})

describe('the strip on top', () => {
  it('of somebody I act for it tells their answer, not mine', () => {
    const hers = (card: InviteCard): InviteCard => ({ ...card, item: { ...card.item, behalf: 'Carol Nguyen' } })
    expect(stripOf(hers(series), storyNow, storyZone)).toMatchObject({ strong: 'Changed since Carol Nguyen answered.', rest: 'Erin moved it today at 10:12. Carol Nguyen’s earlier answer: Accepted.' })
    expect(stripOf(hers(cardOf('critique')), storyNow, storyZone).strong).toMatch(/^Carol Nguyen answered: /)
    const waiting = { ...single, item: { ...single.item, reply: 'unsent' as const, myAnswer: 'accepted' as const } }
    expect([stripOf(waiting, storyNow, storyZone).rest, stripOf(hers(waiting), storyNow, storyZone).rest].map((words) => words.split(' answer ')[0])).toEqual(['Your', 'Carol Nguyen’s'])
  })
  it('my own meeting under problems says who was not reached, and nothing of an answer of mine', () => {
    const [head, guest] = single.people
    if (head === undefined || guest === undefined) throw new Error('the story has two people')
    const lost = { ...guest, isMe: false, name: 'Grace', delivery: { code: '5.1', severity: 'error' as const, text: '', next: [] } }
    const own = { ...single, item: { ...single.item, section: 'problems' as const, myAnswer: 'accepted' as const }, people: [{ ...head, isMe: true, isOrganizer: true }, lost] }
    expect(stripOf(own, storyNow, storyZone)).toMatchObject({ kind: 'failed', strong: 'Not everybody was reached.', rest: 'The invitation did not get to Grace.' })
    expect(mendWords(own)).toBeNull()
    expect(mendWords({ ...own, people: [own.people[0]!, { ...lost, delivery: { ...lost.delivery, next: ['mail', 'correct-address'] } }] })).toBe('Correct the address or send by mail…')
    expect(mendWords({ ...own, item: { ...own.item, section: 'changed' } })).toBeNull()
    expect(stripOf({ ...own, people: own.people.slice(0, 1) }, storyNow, storyZone)).toMatchObject({ kind: 'failed', strong: 'Your change was not taken.' })
  })
  it('my copy is older than what the organizer sent (ux 3.4)', () => {
    const outdated = { accountId: series.item.accountId, href: '/in/1.ics', text: '' }
    expect(stripOf({ ...series, outdated }, storyNow, storyZone)).toEqual({ kind: 'outdated', strong: 'This copy is out of date.', rest: 'Erin sent a newer version, and your calendar does not have it yet.' })
    expect(stripOf({ ...series, outdated, item: { ...series.item, behalf: 'Carol Nguyen' } }, storyNow, storyZone).rest).toContain('Carol Nguyen’s calendar')
  })
  it('changed since you answered, with the earlier answer', () => {
    expect(stripOf(series, storyNow, storyZone)).toEqual({ kind: 'changed', strong: 'Changed since you answered.', rest: 'Erin moved it today at 10:12. Your earlier answer: Accepted.' })
  })
  it('cancelled, new, refused, unsent', () => {
    expect(['offsite', 'budget', 'contract', 'readout', 'critique'].map((id) => stripOf(cardOf(id), storyNow, storyZone).kind)).toEqual(['cancelled', 'new', 'failed', 'unsent', 'answered'])
  })
})

describe('what is in the way', () => {
  it('a series in words', () => {
    expect(seriesWords(series, storyZone)).toEqual({ strong: 'Free on 10 of 12 dates.', rest: 'Conflicts on 14 Oct and 11 Nov.' })
    expect(seriesWords(single, storyZone)).toBeNull()
  })
  it('a conflict names its date only where it begins on another day', () => {
    const conflict = must(series.conflicts[0], 'a conflict')
    expect(conflictTimes(conflict, '2026-10-14', storyZone)).toBe('10:00–11:00')
    expect(conflictTimes({ ...conflict, startUtc: conflict.startUtc - 86_400_000 }, '2026-10-14', storyZone)).toBe('13 Oct, 10:00–11:00 +1')
    expect(conflictTimes({ ...conflict, startDate: '2026-10-14' }, '2026-10-14', storyZone)).toBe('all day')
  })
})

describe('my day around it', () => {
  const hours = { days: [1, 2, 3, 4, 5], startMin: 9 * 60, endMin: 17 * 60 }
  it.each([
    ['none within my hours', hours, []],
    ['before and after them', { ...hours, startMin: 10 * 60, endMin: 12 * 60 }, [{ from: 0, to: 1 }, { from: 3, to: 5 }]],
    ['all of a day I do not work', { ...hours, days: [1, 2, 4, 5] }, [{ from: 0, to: 5 }]],
  ])('off hours: %s', (_name, mine, off) => {
    expect(must(dayStrip(series, () => 'blue', mine, storyZone), 'a strip').off).toEqual(off)
  })
  it('two hours on both sides; what collides stands beside the invitation', () => {
    const strip = must(dayStrip(series, () => 'blue', hours, storyZone), 'a strip')
    expect([strip.firstHour, strip.lastHour]).toEqual([9, 14])
    expect(strip.blocks.map((block) => [block.kind, block.title, block.x, block.from])).toEqual([
      ['event', 'Stand-up', 0, 0],
      ['conflict', 'Budget review', 40, 1],
      ['invitation', 'Partner sync', 0, 1.5],
      ['conflict', 'Dentist', 50.8, 1.75],
      ['was', '', 0, 2.5],
      ['tentative', 'Research readout', 0, 4],
    ])
  })
  it('an event that began the day before is drawn from the top, one that ends the day after to the end', () => {
    const base = must(series.day[0], 'an event')
    const long: Occurrence = { ...base, key: 'long', title: 'Night shift', objectId: 'long' as ObjectId, startUtc: base.startUtc - 10 * 3_600_000, endUtc: base.endUtc + 30 * 3_600_000 }
    const strip = must(dayStrip({ ...series, day: [long] }, () => 'blue', hours, storyZone), 'a strip')
    const block = must(strip.blocks.find((one) => one.key === 'long'), 'the block')
    expect([block.from, block.to]).toEqual([0, strip.lastHour - strip.firstHour])
  })
  it('a cancelled meeting is no time of mine any more', () => {
    const strip = must(dayStrip({ ...series, item: { ...series.item, section: 'cancelled' } }, () => 'blue', hours, storyZone), 'a strip')
    expect(strip.blocks.map((block) => block.kind)).toContain('cancelled')
    expect(strip.blocks.map((block) => block.kind)).not.toContain('invitation')
  })
  it('nothing for an all-day invitation', () => {
    expect(dayStrip({ ...single, occurrence: { ...single.occurrence, startDate: '2026-10-14', endDate: '2026-10-15' } }, () => 'blue', hours, storyZone)).toBeNull()
  })
})

describe('the way of a reply', () => {
  const cases: [string, string[]][] = [
    ['readout', ['done', 'waiting', 'waiting']],
    ['critique', ['done', 'done', 'done']],
    ['contract', ['done', 'done', 'bad']],
  ]
  it.each(cases)('%s', (id, states) => {
    expect(replySteps(cardOf(id)).map((step) => step.state)).toEqual(states)
  })
})

it('several answers make one undo, which ends when the first of them leaves', () => {
  const saved = must(story['reply-to-invite'], 'reply')({ objectId: 'x' as ObjectId, recurrenceId: null, scope: 'all', answer: 'accepted', comment: '' })
  expect(together([saved, { ...saved, leavesAtUtc: (saved.leavesAtUtc ?? 0) - 5 }], 'Accept 2')).toMatchObject({ messages: 2, intent: 'Accept 2', leavesAtUtc: (saved.leavesAtUtc ?? 0) - 5, queueIds: ['q1', 'q1'] })
})
