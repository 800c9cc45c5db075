import { startFakeSmtp } from '../../electron/core/testing/fake-smtp.ts'
import { expect, test } from './fixtures.ts'

const invitation = (uid: string, title: string): string => {
  const day = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10).replaceAll('-', '')
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Other//Program//EN', 'METHOD:REQUEST', 'BEGIN:VEVENT', `UID:${uid}`, 'DTSTAMP:20260101T000000Z', `DTSTART:${day}T090000Z`, `DTEND:${day}T100000Z`, `SUMMARY:${title}`, 'SEQUENCE:0', 'ORGANIZER;CN=Zoe:mailto:zoe@elsewhere.example', 'ATTENDEE;PARTSTAT=ACCEPTED:mailto:zoe@elsewhere.example', 'ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:alice@north.example', 'END:VEVENT', 'END:VCALENDAR', ''].join('\r\n')
}

test('an .ics dropped on the window is shown first, then stands among the invitations', async ({ open }) => {
  const { page, invitations } = await open('alice')
  await page.evaluate((text) => {
    const data = new DataTransfer()
    data.items.add(new File([text], 'invite.ics', { type: 'text/calendar' }))
    window.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }))
  }, invitation('dropped-1', 'Dropped meeting'))
  const sheet = page.getByRole('dialog', { name: 'Invitation' })
  await expect(sheet).toContainText('It claims to be from zoe@elsewhere.example')
  await sheet.getByRole('button', { name: 'Add and answer' }).click()
  await expect(sheet).toBeHidden()
  await expect(invitations.card('Dropped meeting').article).toBeVisible()
})

test('pasted text opens as well; what is no calendar is left to whoever types', async ({ open }) => {
  const { page } = await open('alice')
  const paste = (text: string): Promise<void> =>
    page.evaluate((pasted) => {
      const data = new DataTransfer()
      data.setData('text/plain', pasted)
      document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
    }, text)
  await paste('just words')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await paste(invitation('pasted-1', 'Pasted meeting'))
  await expect(page.getByRole('dialog', { name: 'Invitation' })).toContainText('Pasted meeting')
})

test('a mail account is tried out and kept; a wrong password says so and sends nothing', async ({ open }) => {
  const smtp = await startFakeSmtp({ authInClear: true })
  const { page, shell } = await open('alice')
  await shell.goToSettings('Mail')
  const form = page.getByRole('region', { name: /^Mail of alice@/ })
  await form.getByLabel('Mail server (SMTP)').fill('127.0.0.1')
  await form.getByRole('button', { name: /Encryption/ }).click()
  await page.getByRole('option', { name: 'Not encrypted' }).click()
  await form.getByLabel('Port').fill(String(smtp.port))
  await form.getByLabel('User name').fill('alice')
  await form.getByRole('textbox', { name: 'Password' }).fill('wrong')
  await form.getByRole('button', { name: 'Test' }).click()
  await expect(form).toContainText('everybody on the way can read the password')
  await form.getByText('The network is mine').click()
  await form.getByRole('button', { name: 'Test' }).click()
  await expect(form.getByRole('alert')).toContainText('does not accept this user name and password')
  await form.getByRole('textbox', { name: 'Password' }).fill('secret')
  await form.getByRole('button', { name: 'Test' }).click()
  await expect(form.getByRole('status')).toContainText('It works')
  await form.getByRole('button', { name: 'Save' }).click()
  await expect(form.getByRole('button', { name: 'Remove' })).toBeVisible()
  expect(smtp.mails).toEqual([])
  await smtp.close()
})

test('somebody the server cannot reach is told by mail, after the mail was shown', async ({ open }) => {
  const smtp = await startFakeSmtp({ authInClear: true })
  const { app, page, shell, inspector } = await open('alice')
  const { accounts } = await app.call('accounts', {})
  const account = accounts[0]!
  const calendar = account.calendars.find((one) => one.isDefault) ?? account.calendars[0]!
  await app.call('set-mail-account', { accountId: account.id, settings: { host: '127.0.0.1', port: smtp.port, security: 'none', user: 'alice', from: account.address, name: account.name }, password: 'secret', allowPlain: true })
  const day = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)
  await app.call('save-event', {
    draft: {
      objectId: null, recurrenceId: null, scope: 'all', collectionId: calendar.id, title: 'Out of reach', location: '', description: '', conferenceUrl: '',
      when: { kind: 'timed', localStart: `${day}T10:00:00`, localEnd: `${day}T11:00:00`, zone: 'Europe/Berlin' },
      repeat: null, reminders: [], showAs: 'busy', visibility: 'public', organizer: account.address,
      attendees: [{ address: 'grace@nowhere.test', name: 'Grace', role: 'required', kind: 'individual', answer: 'needs-action' }],
    },
  })
  await shell.goToDay(1)
  await shell.event('Out of reach').click()
  await shell.untilVisible(inspector.person('Grace').getByRole('button', { name: 'Send by mail…' }))
  await inspector.person('Grace').getByRole('button', { name: 'Send by mail…' }).click()
  const sheet = page.getByRole('dialog', { name: 'Send by mail' })
  await expect(sheet.getByRole('heading', { name: /^Invitation by mail/ })).toBeVisible()
  await sheet.getByText('Show the mail').click()
  await expect(sheet).toContainText('Invitation: Out of reach')
  expect(smtp.mails).toEqual([])
  await sheet.getByRole('button', { name: 'Send 1 message' }).click()
  await shell.until((patience) => expect(inspector.person('Grace')).toContainText('E-mailed by you', patience))
  expect(smtp.mails.map((mail) => mail.to)).toEqual([['grace@nowhere.test']])

  // A word beside the invitation: shown first, mailed, and kept in the history of the meeting.
  const words = await inspector.write()
  await words.getByRole('textbox', { name: 'Your words' }).fill('We meet in the garden.')
  await words.getByText('Show the mail').click()
  await expect(words.locator('pre')).toContainText('We meet in the garden.')
  await words.getByRole('button', { name: 'Send 1 message' }).click()
  await expect(inspector.panel).toContainText('You wrote to Grace: “We meet in the garden.”')
  await expect.poll(() => smtp.mails.length).toBe(2)
  expect(smtp.mails[1]?.text).toContain('We meet in the garden.')
  await smtp.close()
})
