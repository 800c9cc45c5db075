import { describe, expect, it } from 'vitest'
import { readVcards } from './vcard.ts'

const card = (...lines: readonly string[]): string => ['BEGIN:VCARD', ...lines, 'END:VCARD', ''].join('\r\n')
const one = (...lines: readonly string[]) => readVcards(card(...lines))[0]

describe('VCL-1: contact cards', () => {
  it('vCard 4: PREF orders, any number of each', () => {
    expect(one('VERSION:4.0', 'FN:Dana Ortiz', 'EMAIL:Dana@Out.example', 'FBURL;PREF=2:https://b.example/fb', 'FBURL;PREF=1;MEDIATYPE=text/calendar:https://a.example/fb', 'FBURL:https://c.example/fb', 'CALURI:https://out.example/cal', 'CALADRURI:mailto:Dana@Out.example')).toEqual({
      name: 'Dana Ortiz',
      mails: ['dana@out.example'],
      freebusyUrls: ['https://a.example/fb', 'https://b.example/fb', 'https://c.example/fb'],
      calendarUrls: ['https://out.example/cal'],
      calendarAddresses: ['dana@out.example'],
    })
  })
  it.each([
    ['RFC 2739 bare flag', 'FBURL;PREF:https://a.example/fb'],
    ['vCard 3 TYPE', 'FBURL;TYPE=work,pref:https://a.example/fb'],
    ['a group and escapes', 'item1.FBURL;TYPE=PREF:https\\://a.example/fb'],
    ['a quoted parameter with a colon', 'FBURL;X-A="b:c";PREF=1:https://a.example/fb'],
    ['lower case', 'fburl;pref=1:https://a.example/fb'],
  ])('%s: %s is the preferred one', (_, line) => expect(one('VERSION:3.0', 'FBURL:https://z.example/fb', line)?.freebusyUrls[0]).toBe('https://a.example/fb'))
  it('folded lines, bare line feeds, a BOM, and several cards in one text', () => {
    const text = `\uFEFF${card('FN:A', 'FBURL:https://a.example/', ' fb?x=1')}${card('N:Ortiz;Dana;;;', 'EMAIL;TYPE=INTERNET:d@x.example')}`.replaceAll('\r\n', '\n')
    expect(readVcards(text).map(({ name, freebusyUrls }) => [name, ...freebusyUrls])).toEqual([['A', 'https://a.example/fb?x=1'], ['Dana Ortiz']])
  })
  it('VCL-2: only web addresses; ftp stays, to be told that it cannot be read', () => {
    expect(one('FBURL:javascript:alert(1)', 'FBURL:file:///etc/passwd', 'FBURL:ftp://x/a.vfb', 'FBURL:webcal://x/a.ifb')?.freebusyUrls).toEqual(['ftp://x/a.vfb', 'webcal://x/a.ifb'])
  })
  it.each(['', 'BEGIN:VCALENDAR\r\nEND:VCALENDAR', 'BEGIN:VCARD\r\nFN:cut off', 'rubbish'])('%j holds no card', (text) => expect(readVcards(text)).toEqual([]))
  it('a broken line is passed over, never the card', () => expect(one('FN:A', 'no colon here', ';:x', 'EMAIL:not an address', 'EMAIL:a@x.example')).toMatchObject({ name: 'A', mails: ['a@x.example'] }))
})
