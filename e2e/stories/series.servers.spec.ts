import { allSent, draft, eventually, invite, occurrencesOf, slot } from '../acceptance/desk.ts'
import { dayInWords, workday } from '../pages/days.ts'
import { expect, test } from './fixtures.ts'
import { ownCalendar } from './life.ts'

const title = 'Team weekly'

test('a series: one date moves, one is cancelled, one is answered alone; the rest keeps its answers', async ({ open, organisations }) => {
  // Several people, each with an app of their own, one after the other.
  test.slow()
  const guest = organisations.kind === 'cyrus-two' ? 'dave' : 'bob'
  const [alice, bob] = await Promise.all([open('alice'), open(guest)])
  const first = workday(2)
  const dates = [0, 7, 14, 21].map((more) => first + more)
  const [, second = 0, third = 0, fourth = 0] = dates
  // DAViCal 1.1.12 passes on no single dates; its sheet says so, and the guest is told in another way.
  const singleDates = organisations.kind !== 'davical'

  await test.step('alice plans it, and the guest accepts all dates', async () => {
    const repeat = { freq: 'weekly' as const, interval: 1, days: [], nth: null, end: { kind: 'count' as const, count: 4 }, custom: null }
    await alice.app.call('save-event', { draft: draft({ calendar: await ownCalendar(alice) }, title, slot(first, 10), { repeat, organizer: organisations.person('alice').address, attendees: [invite(organisations.person(guest).address)] }) })
    await allSent(alice.app)
    await bob.shell.goTo('Invitations')
    await bob.shell.untilVisible(bob.invitations.item('Needs answer', title))
    await bob.invitations.item('Needs answer', title).click()
    await bob.invitations.card(title).answer('Accept')
    await bob.shell.untilVisible(bob.invitations.item('Answered', title))
  })

  await test.step('she moves the second date; the sheet says whom that reaches', async () => {
    await alice.shell.goToDay(second)
    await alice.shell.event(title).click()
    await alice.shell.until((patience) => expect(alice.inspector.person(guest)).toContainText('Yes', patience))
    await alice.inspector.edit(/^Only /)
    await alice.editor.setTime('Start', '16:00')
    const sheet = await alice.editor.review()
    if (singleDates) {
      await expect(sheet.group('Update, must answer again')).toContainText(new RegExp(guest, 'i'))
      await sheet.send('Send 1 message')
    } else {
      await expect(sheet.group('Will not arrive')).toContainText(new RegExp(guest, 'i'))
      await sheet.send(/^Save/)
    }
    await expect(alice.shell.event(title)).toHaveAccessibleName(new RegExp(`${dayInWords(second)}, 16:00–17:00`))
  })

  await test.step('she calls the third date off', async () => {
    await alice.shell.goToDay(third)
    await alice.shell.event(title).click()
    const sheet = await alice.inspector.cancelMeeting(/^Only /)
    const group = sheet.group(singleDates ? 'Update, answers stay' : 'Will not arrive')
    await expect(group).toContainText(new RegExp(guest, 'i'))
    if (singleDates) await expect(group).toContainText('is called off, the other dates stay')
    await sheet.send(/^Cancel/)
    await expect(alice.shell.event(title)).toHaveCount(0)
    await allSent(alice.app)
  })

  if (!singleDates) return
  await test.step('the guest sees one moved and one that does not take place', async () => {
    const starts = [slot(first, 10), slot(second, 16), slot(fourth, 10)].map((one) => one.startUtc)
    await eventually(bob.app, () => occurrencesOf(bob.app, title), (all) => expect(all.filter((one) => one.status !== 'cancelled').map((one) => one.startUtc)).toEqual(starts))
    await bob.shell.showCalendar()
    await bob.shell.goToDay(second)
    await expect(bob.shell.event(title)).toHaveAccessibleName(new RegExp(`${dayInWords(second)}, 16:00–17:00`))
  })

  await test.step('declines the fourth alone, and says so in the words of the button', async () => {
    await bob.shell.goToDay(fourth)
    await bob.shell.event(title).click()
    await bob.inspector.answer('Decline', /only /)
    await allSent(bob.app)
  })

  await test.step('alice sees the no for that date; the first date keeps its yes', async () => {
    await alice.shell.goToDay(fourth)
    await alice.shell.event(title).click()
    await alice.shell.until((patience) => expect(alice.inspector.person(guest)).toContainText('No', patience))
    await alice.shell.goToDay(first)
    await alice.shell.event(title).click()
    await expect(alice.inspector.person(guest)).toContainText('Yes')
  })

  await test.step('before the series changes, its own dates are named with what becomes of them', async () => {
    await alice.inspector.edit(/^All dates/)
    await alice.editor.title.fill('Team weekly, renamed')
    const sheet = await alice.editor.review()
    const kept = sheet.group('\\d dates keep what they have')
    await expect(kept).toContainText(/moved to .*16:00–17:00/)
    await expect(kept).toContainText('does not take place')
    await expect(kept).toContainText(/the answer of .* for it stays/)
  })
})
