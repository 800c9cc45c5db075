import { describe, expect, it } from 'vitest'
import { calls, type CallInput } from '../../../shared/contract/calls.ts'
import type { AccountId, ObjectId, Uid } from '../../../shared/model/ids.ts'
import { buildMessage } from '../mail/build-message.ts'
import { query as againPreviewQuery } from '../queries/again-preview.ts'
import { query as wordPreviewQuery } from '../queries/word-preview.ts'
import type { MailAccountRow } from '../store/rows.ts'
import { icsOf, meetingLines } from '../testing/store-rows.ts'
import { createWorld, refusalOf, worldNow, type World, type WorldOptions } from '../testing/world.ts'
import { command as resendInvitation } from './resend-invitation.ts'
import { command as takeWord } from './take-word.ts'
import { command as undo } from './undo.ts'
import { command as writeWord } from './write-word.ts'

const acc = 'acc' as AccountId
const alice = 'alice@north.example'
const bob = 'bob@north.example'
const carol = 'carol@south.example'
const way: MailAccountRow = { accountId: acc, host: 'smtp.north.example', port: 465, security: 'tls', user: 'alice', fromAddress: alice, name: 'Alice', workedUtc: null, problem: null }
function world(canMail: boolean, options: WorldOptions = {}): World {
  const made = createWorld(options)
  if (canMail) made.store.write(['accounts'], (tx) => tx.putMailAccount(way))
  return made
}
/** Bob is told by the server, Carol by mail of mine, the room has no mail address. */
const meeting = (w: World): ObjectId =>
  w.put('a.ics', icsOf({ lines: ['SEQUENCE:0', ...meetingLines(alice, [alice, 'ACCEPTED'], [bob, 'NEEDS-ACTION']), `ATTENDEE;PARTSTAT=NEEDS-ACTION;SCHEDULE-AGENT=CLIENT;SCHEDULE-STATUS=1.1:mailto:${carol}`, 'ATTENDEE;PARTSTAT=ACCEPTED;CN=Room 7:urn:uuid:7'] }))
const queued = (w: World): string[] => w.store.read.queue().map((row) => (row.mail ? `mail ${row.mail.method ?? 'words'} ${row.mail.to}` : row.kind))
const history = (w: World): string[] => w.store.read.ledger(acc, 'a' as Uid).map((row) => row.text)
const againPreview = async (w: World, asked: CallInput<'again-preview'>) => calls['again-preview'].output.parse(await againPreviewQuery(w.queries)(asked))
const wordPreview = async (w: World, asked: CallInput<'word-preview'>) => calls['word-preview'].output.parse(await wordPreviewQuery(w.queries)(asked))

describe('a reminder with a word of one’s own', () => {
  it('the sheet says who gets it how, and exactly that is queued: in the mail where I mail, in a mail beside it where the server sends', async () => {
    const w = world(true)
    const asked = { objectId: meeting(w), addresses: [bob, carol], reminder: true, word: ' Can you make it? ' }
    const { preview, wordless } = await againPreview(w, asked)
    expect(wordless).toEqual([])
    expect(preview).toMatchObject({
      messages: 3,
      groups: [
        { kind: 'invitation', people: [{ address: bob }] },
        { kind: 'invitation', people: [{ address: carol }], mail: { from: alice } },
        { kind: 'word', people: [{ address: bob }], mail: { from: alice } },
      ],
    })
    expect(preview.groups[0]?.why).toContain('Sent by 127.0.0.1')
    expect(preview.groups[1]?.mail?.text).toContain('“Can you make it?”')
    const saved = await resendInvitation(w.commands)(asked)
    expect(saved).toMatchObject({ messages: 3, leavesAtUtc: worldNow + 10_000 })
    expect(queued(w)).toEqual(['put', `mail REQUEST ${carol}`, `mail words ${bob}`])
    const mails = w.store.read.queue().flatMap((row) => row.mail ?? [])
    expect(mails.map((mail) => mail.text)).toEqual([preview.groups[1]?.mail?.text, preview.groups[2]?.mail?.text])
    expect(history(w)).toEqual(['You reminded bob@north.example and carol@south.example of the invitation: “Can you make it?”'])
  })

  it('without a mail account the reminder goes alone, and says who gets no words; a mail with them is ready', async () => {
    const w = world(false)
    const asked = { objectId: meeting(w), addresses: [bob], reminder: true, word: 'Can you make it?' }
    const shown = await againPreview(w, asked)
    expect(shown).toMatchObject({ wordless: [{ address: bob }], preview: { messages: 1, groups: [{ kind: 'invitation' }] } })
    const link = new URL(shown.mailto)
    expect([link.pathname, link.searchParams.get('body')?.split('\r\n')[0]]).toEqual([bob, 'Can you make it?'])
    expect(link.searchParams.get('subject')).not.toBe('')
    await resendInvitation(w.commands)(asked)
    expect(queued(w)).toEqual(['put'])
    expect(history(w)).toEqual(['You reminded bob@north.example of the invitation.'])
  })

  it('who was not reached by the first one is said to be so', async () => {
    const w = world(false)
    const objectId = w.put('a.ics', icsOf({ lines: ['SEQUENCE:0', ...meetingLines(alice, [alice, 'ACCEPTED']), `ATTENDEE;PARTSTAT=NEEDS-ACTION;SCHEDULE-STATUS="5.1":mailto:${bob}`] }))
    expect((await againPreview(w, { objectId, addresses: [bob] })).preview.groups[0]?.why).toMatch(/^The first one did not arrive\./)
  })

  it('without words it is what it was', async () => {
    const w = world(true)
    const { preview } = await againPreview(w, { objectId: meeting(w), addresses: [bob], reminder: true, word: '  ' })
    expect(preview).toMatchObject({ messages: 1, groups: [{ kind: 'invitation', people: [{ address: bob }] }] })
  })
})

describe('a word to people of a meeting', () => {
  it('one mail each, as shown; the meeting is not touched, the history keeps the words, and undo stops them', async () => {
    const w = world(true)
    const objectId = meeting(w)
    const text = w.store.read.textOf(objectId)
    const asked = { objectId, recurrenceId: null, addresses: [alice, bob, carol, 'urn:uuid:7'], word: 'We meet in the garden.' }
    const { preview } = await wordPreview(w, asked)
    expect(preview).toMatchObject({ messages: 2, groups: [{ kind: 'word', people: [{ address: bob }, { address: carol }], mail: { from: alice } }, { kind: 'nothing', people: [{ name: 'Room 7' }] }] })
    const saved = await writeWord(w.commands)(asked)
    expect(saved).toMatchObject({ messages: 2, leavesAtUtc: worldNow + 10_000 })
    expect(queued(w)).toEqual([`mail words ${bob}`, `mail words ${carol}`])
    const mails = w.store.read.queue().flatMap((row) => row.mail ?? [])
    expect(mails[0]?.text).toBe(preview.groups[0]?.mail?.text)
    expect(new Set(mails.map((mail) => mail.messageId)).size).toBe(2)
    expect(w.store.read.textOf(objectId)).toBe(text)
    expect(history(w)).toEqual(['You wrote to bob@north.example and carol@south.example: “We meet in the garden.”'])
    expect(await undo(w.commands)({ queueIds: saved.queueIds })).toEqual({ undone: true })
    expect(queued(w)).toEqual([])
  })

  it('its bytes carry the words and no message for calendars: nobody’s program asks for an answer', async () => {
    const w = world(true)
    await writeWord(w.commands)({ objectId: meeting(w), recurrenceId: null, addresses: [bob], word: '<b>We</b> meet' })
    const mail = w.store.read.queue().flatMap((row) => row.mail ?? [])[0]
    if (mail === undefined) throw new Error('no mail')
    const bytes = (await buildMessage(mail, way, worldNow)).toString('utf8')
    expect(bytes).not.toMatch(/text\/calendar|METHOD/i)
    expect(bytes).toContain('&lt;b&gt;We&lt;/b&gt; meet')
  })

  it('without a mail account a mail to all of them is ready for another program, and the history says that it was opened', async () => {
    const w = world(false)
    const asked = { objectId: meeting(w), recurrenceId: null, addresses: [bob, carol], word: 'We meet in the garden.' }
    const { preview, mailto } = await wordPreview(w, asked)
    expect(preview.messages).toBe(0)
    const link = new URL(mailto)
    expect([link.pathname, link.searchParams.get('body')?.startsWith('We meet in the garden.\r\n\r\nAbout: ')]).toEqual([`${bob},${carol}`, true])
    await takeWord(w.commands)(asked)
    expect(history(w)).toEqual(['You opened a mail to bob@north.example and carol@south.example in your mail program: “We meet in the garden.”'])
    expect(await refusalOf(writeWord(w.commands)(asked))).toMatchObject({ kind: 'refused', cause: 'no-mail-account' })
  })

  it.each([
    ['nobody of it', [`x@y.example`], 'hello', 'nobody'],
    ['no words', [bob], '  ', 'empty-word'],
  ])('refuses %s', async (_, addresses, word, cause) => {
    const w = world(true)
    expect(await refusalOf(writeWord(w.commands)({ objectId: meeting(w), recurrenceId: null, addresses, word }))).toMatchObject({ kind: 'bad-data', cause })
  })
})
