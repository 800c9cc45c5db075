import { afterEach, describe, expect, it } from 'vitest'
import type { AccountId, QueueId, Uid } from '../../../shared/model/ids.ts'
import { must } from '../../../shared/model/result.ts'
import { openVault } from '../accounts/vault.ts'
import { createMailer } from '../mail/create-mailer.ts'
import type { MailOrder, QueueEntry } from '../store/rows.ts'
import { type CalendarServer, startCalendarServer } from '../testing/calendar-server.ts'
import { createFakePorts } from '../testing/fake-ports.ts'
import { type FakeSmtp, type SmtpTraits, startFakeSmtp } from '../testing/fake-smtp.ts'
import { aQueued, icsOf, meetingLines } from '../testing/store-rows.ts'
import { type Client, startClient } from '../testing/sync-bench.ts'
import { testCertificate } from '../testing/tls-fixture.ts'
import { pullAccount } from './pull.ts'
import { pushAccount, recoverSending } from './push.ts'
import { discardQueued } from './resolve-conflict.ts'
import type { SyncContext } from './sync-deps.ts'

const acc = 'acc' as AccountId
const alice = 'alice@north.example'
const bob = 'bob@south.example'
const carol = 'carol@south.example'
const text = icsOf({ lines: ['SEQUENCE:0', ...meetingLines(alice, [alice, 'ACCEPTED']), `ATTENDEE;SCHEDULE-AGENT=CLIENT:mailto:${bob}`, `ATTENDEE;SCHEDULE-AGENT=CLIENT:mailto:${carol}`] })

const ends: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

interface Desk {
  readonly server: CalendarServer
  readonly smtp: FakeSmtp
  readonly client: Client
  readonly context: SyncContext
  rows(): (readonly [string, string, string | null])[]
}

/** One object on a server that does not schedule, and a mail account. */
async function desk(patch: Partial<SmtpTraits> = {}): Promise<Desk> {
  const server = await startCalendarServer()
  const smtp = await startFakeSmtp(patch)
  const client = startClient(server)
  ends.push(() => server.close(), () => smtp.close(), () => client.close())
  server.put('/alice/cal/a.ics', text)
  const { store, clock } = client.context
  const vault = openVault(createFakePorts().keys)
  const mailer = createMailer({ store, vault, clock, ca: testCertificate })
  const context: SyncContext = { ...client.context, mailer }
  await pullAccount(context, acc)
  const sealed = await vault.seal(acc, 'mail-password', 'secret')
  store.write(['accounts'], (tx) => {
    tx.putMailAccount({ accountId: acc, host: '127.0.0.1', port: smtp.port, security: 'starttls', user: 'alice', fromAddress: alice, name: 'Alice', workedUtc: null, problem: null })
    tx.putSealed(acc, 'mail-password', sealed)
  })
  return { server, smtp, client, context, rows: () => store.read.queue().map((row) => [row.kind, row.state, row.error?.cause ?? null] as const) }
}

const order = (to: string): MailOrder => ({ to, toName: '', raw: `mailto:${to}`, method: 'REQUEST', subject: 'Invitation', text: 'Hello', ics: text, messageId: `<${to}>` })

function queueMail({ context }: Desk, to: string, patch: Partial<QueueEntry> = {}): QueueEntry {
  const object = must(context.store.read.objectsByUid('a' as Uid)[0], 'object')
  return context.store.write(['queue'], (tx) => tx.enqueue({ ...aQueued(), id: `mail-${to}` as QueueId, accountId: acc, collectionId: object.collectionId, objectId: object.id, kind: 'send-mail', messages: 1, mail: order(to), ...patch }))
}

const statusOf = (stored: string): string[] => [...stored.replace(/\r\n[ \t]/g, '').matchAll(/ATTENDEE[^\r\n]*/g)].flatMap(([line]) => /SCHEDULE-STATUS="?([\d.]+)/.exec(line)?.[1] ?? [])

describe('a mail in the send queue', () => {
  it('leaves, and the event on the server then says so, for two mails in one change (IMI-5: 1.1 by me)', async () => {
    const d = await desk()
    queueMail(d, bob)
    queueMail(d, carol)
    expect(await pushAccount(d.context, acc)).toMatchObject({ sent: 3, problem: null })
    expect(d.smtp.mails.map((m) => m.to)).toEqual([[bob], [carol]])
    expect(d.rows()).toEqual([])
    const stored = d.server.objects.get('/alice/cal/a.ics')?.text ?? ''
    expect(statusOf(stored)).toEqual(['1.1', '1.1'])
    expect(d.context.store.read.ledger(acc, 'a' as Uid).map((row) => row.text)).toEqual([`The invitation was mailed to ${bob}.`, `The invitation was mailed to ${carol}.`])
    expect(d.context.store.read.mailAccount(acc)).toMatchObject({ problem: null, workedUtc: expect.any(Number) })
  })

  it('waits behind the change it tells of', async () => {
    const d = await desk()
    const object = must(d.context.store.read.objectsByUid('a' as Uid)[0], 'object')
    d.server.traits.meddle = ({ method }) => (method === 'PUT' ? { status: 503 } : null)
    const changed = text.replace('Design review', 'Review')
    d.context.store.write(['queue'], (tx) => tx.enqueue({ ...aQueued(), accountId: acc, collectionId: object.collectionId, objectId: object.id, href: object.href, text: changed, baseText: object.serverText, baseEtag: object.etag }))
    queueMail(d, bob)
    await pushAccount(d.context, acc)
    expect(d.smtp.mails).toEqual([])
    expect(d.rows().map(([kind, state]) => [kind, state])).toEqual([['put', 'waiting'], ['send-mail', 'waiting']])
  })

  const faults: readonly { readonly name: string; readonly smtp: Partial<SmtpTraits>; readonly row: readonly [string, string | null]; readonly account: string | null }[] = [
    { name: 'greylisting: again by itself', smtp: { answers: { RCPT: '451 4.7.1 Later' } }, row: ['waiting', 'mail-later'], account: 'mail-later' },
    { name: 'a refused address: the person looks at it, the account is well', smtp: { answers: { RCPT: '550 5.1.1 Unknown' } }, row: ['needs-you', 'mail-refused'], account: null },
    { name: 'a wrong password: the person types it again', smtp: { password: 'other' }, row: ['needs-you', 'wrong-password'], account: 'wrong-password' },
    { name: 'no encryption', smtp: { starttls: false }, row: ['needs-you', 'no-starttls'], account: 'no-starttls' },
    { name: 'taken, and the answer lost: nobody knows, and it is not sent twice', smtp: { answers: { '.': 'take-and-drop' } }, row: ['needs-you', 'mail-unsure'], account: null },
  ]
  it.each(faults)('$name', async ({ smtp, row, account }) => {
    const d = await desk(smtp)
    queueMail(d, bob)
    // A fault of the mail server is none of the calendar server's.
    expect(await pushAccount(d.context, acc)).toMatchObject({ problem: null })
    expect(d.rows()).toEqual([['send-mail', ...row]])
    expect(d.context.store.read.mailAccount(acc)?.problem?.cause ?? null).toBe(account)
  })

  it('after a lost answer it is sent again only when the person says so, as the same mail', async () => {
    const d = await desk({ answers: { '.': 'take-and-drop' } })
    const row = queueMail(d, bob)
    await pushAccount(d.context, acc)
    d.smtp.traits.answers = {}
    await pushAccount(d.context, acc)
    expect(d.smtp.mails).toHaveLength(1)
    d.context.store.write(['queue'], (tx) => tx.patchQueue(row.id, { state: 'waiting', maybeSent: false, error: null }))
    await pushAccount(d.context, acc)
    expect(d.smtp.mails.map((m) => /^Message-ID: (.*)$/im.exec(m.text)?.[1])).toEqual([`<${bob}>`, `<${bob}>`])
  })

  const kills: readonly { readonly name: string; readonly maybeSent: boolean; readonly mails: number; readonly rows: readonly (readonly [string, string, string | null])[] }[] = [
    { name: 'before the text left: it goes again by itself', maybeSent: false, mails: 1, rows: [] },
    { name: 'while the text left: it waits for the person', maybeSent: true, mails: 0, rows: [['send-mail', 'needs-you', 'mail-unsure']] },
  ]
  it.each(kills)('the program was killed $name', async ({ maybeSent, mails, rows }) => {
    const d = await desk()
    const row = queueMail(d, bob)
    d.context.store.write(['queue'], (tx) => tx.patchQueue(row.id, { state: 'sending', maybeSent }))
    recoverSending(d.context.store)
    await pushAccount(d.context, acc)
    expect(d.smtp.mails).toHaveLength(mails)
    expect(d.rows()).toEqual(rows)
  })

  it('a change that is given up takes its mails along, and no others', async () => {
    const d = await desk()
    const object = must(d.context.store.read.objectsByUid('a' as Uid)[0], 'object')
    const put = (id: string, title: string) =>
      d.context.store.write(['queue'], (tx) => tx.enqueue({ ...aQueued(), id: id as QueueId, accountId: acc, collectionId: object.collectionId, objectId: object.id, href: object.href, text: text.replace('Design review', title), baseText: object.serverText, baseEtag: object.etag }))
    put('first', 'One')
    queueMail(d, bob, { id: 'mail-1' as QueueId })
    put('second', 'Two')
    queueMail(d, carol, { id: 'mail-2' as QueueId })
    expect(discardQueued(d.context.store, 'first' as QueueId)).toBe('done')
    expect(d.context.store.read.queue().map((row) => row.id)).toEqual(['second', 'mail-2'])
  })

  it('behind a deletion does not bring the event back', async () => {
    const d = await desk()
    const object = must(d.context.store.read.objectsByUid('a' as Uid)[0], 'object')
    d.context.store.write(['queue'], (tx) => {
      tx.setDeletedHere(object.id, true)
      tx.enqueue({ ...aQueued(), id: 'gone' as QueueId, kind: 'delete', accountId: acc, collectionId: object.collectionId, objectId: object.id, href: object.href, baseText: object.serverText, baseEtag: object.etag })
    })
    queueMail(d, bob, { mail: { ...order(bob), method: 'CANCEL' } })
    d.context.store.write(['queue'], (tx) => tx.settleLocal(object.id))
    expect(d.context.store.read.object(object.id)?.deletedHere).toBe(true)
    await pushAccount(d.context, acc)
    expect([...d.server.objects.keys()]).toEqual([])
    expect(d.smtp.mails.map((m) => m.to)).toEqual([[bob]])
    expect(d.rows()).toEqual([])
  })

  it('to somebody who is no longer in the event leaves too, and changes nothing of it', async () => {
    const d = await desk()
    queueMail(d, 'dave@south.example', { mail: { ...order('dave@south.example'), method: 'CANCEL' } })
    await pushAccount(d.context, acc)
    expect(d.smtp.mails).toHaveLength(1)
    expect(d.rows()).toEqual([])
    expect(d.server.objects.get('/alice/cal/a.ics')?.text).toBe(text)
  })
})
