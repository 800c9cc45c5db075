import { dayOf, workday } from '../pages/days.ts'
import { type Desk, expect, test } from './fixtures.ts'

const title = 'Budget review'

async function reply(desk: Desk, verb: 'Accept' | 'Maybe' | 'Decline', comment = ''): Promise<void> {
  await desk.shell.goTo('Invitations')
  await desk.shell.untilVisible(desk.invitations.item('Needs answer', title))
  await desk.invitations.item('Needs answer', title).click()
  await desk.invitations.card(title).answer(verb, comment)
  await desk.shell.untilVisible(desk.invitations.item('Answered', title))
}

test('several people: three and a room are invited; one says no and why, one maybe', async ({ open, organisations }) => {
  const { room, can } = organisations
  const [alice, bob, carol, dave] = await Promise.all([open('alice'), open('bob'), open('carol'), open('dave')])
  const day = workday(4)
  const comment = 'At the dentist that morning; Tuesday would work.'

  await test.step('alice writes the meeting and sees who will get what', async () => {
    await alice.page.getByRole('button', { name: /^New meeting/ }).click()
    await alice.editor.title.fill(title)
    await alice.editor.setDay(dayOf(day))
    await alice.editor.setTime('Start', '09:30')
    await alice.editor.setTime('End', '10:15')
    for (const who of ['bob', 'carol', 'dave'] as const) await alice.editor.invite(organisations.person(who).address)
    if (room !== null) await alice.editor.inviteFound(room.split('@')[0] as string)
    const sheet = await alice.editor.review()
    for (const name of [/bob/i, /carol/i, /dave/i]) await expect(sheet.group('Invitation')).toContainText(name)
    if (room !== null) await expect(sheet.group('Rooms')).toBeVisible()
    await sheet.send(/^Send \d messages$/)
    await expect(alice.inspector.people).toContainText('3 invited')
  })

  await test.step('bob is not sure, carol cannot and says why, dave comes', async () => {
    // One after the other: DAViCal 1.1.12 loses one of two answers that reach it in the same moment.
    await reply(bob, 'Maybe')
    await reply(carol, 'Decline', comment)
    if (can.acrossOrganisations) await reply(dave, 'Accept')
    await expect(carol.invitations.card(title).strip).toContainText('Declined')
  })

  await test.step('alice reads the answers and carol’s words', async () => {
    await alice.shell.until((patience) => expect(alice.inspector.people).toContainText(can.acrossOrganisations ? '1 yes · 1 maybe · 1 no' : '1 maybe · 1 no', patience))
    await expect(alice.inspector.person('bob')).toContainText('Maybe')
    if (can.comments) await alice.shell.until((patience) => expect(alice.inspector.person('carol')).toContainText(`“${comment}”`, patience))
    await expect(alice.inspector.person('carol')).toContainText('No')
    if (can.acrossOrganisations) await expect(alice.inspector.person('dave')).toContainText('Yes')
    if (room !== null) await alice.shell.until((patience) => expect(alice.inspector.room).toContainText(can.roomAnswers ? 'Booked' : 'Asked', patience))
  })

  if (!can.comments) {
    await test.step('where the server keeps words to itself, carol is told', async () => {
      await carol.invitations.card(title).article.getByRole('button', { name: 'Show in the calendar' }).click()
      await expect(carol.inspector.panel).toContainText(/passes on answers, but no comments/)
    })
  }
})
