import { describe, expect, it } from 'vitest'
import { readVcards, withFreebusyUrl } from './vcard.ts'

const card = (...lines: readonly string[]): string => ['BEGIN:VCARD', ...lines, 'END:VCARD', ''].join('\r\n')
const one = (...lines: readonly string[]) => readVcards(card(...lines))[0]

describe('VCL-1: contact cards', () => {
  it('vCard 4: PREF orders, any number of each', () => {
    expect(one('VERSION:4.0', 'FN:Dana Ortiz', 'EMAIL:Dana@Out.example', 'FBURL;PREF=2:https://b.example/fb', 'FBURL;PREF=1;MEDIATYPE=text/calendar:https://a.example/fb', 'FBURL:https://c.example/fb', 'CALURI:https://out.example/cal', 'CALADRURI:mailto:Dana@Out.example')).toEqual({
      name: 'Dana Ortiz',
      kind: 'individual',
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

describe('VCL-1: what a card is about', () => {
  it.each([
    ['KIND:location', 'room'],
    ['KIND:Group', 'group'],
    ['X-ADDRESSBOOKSERVER-KIND:group', 'group'],
    ['KIND:device', 'resource'],
    ['KIND:org', 'individual'],
    ['NOTE:none', 'individual'],
  ])('%s: %s', (line, kind) => expect(one(line, 'FN:X')).toMatchObject({ kind }))
})

describe('VCL-4: a freebusy URL is written into a card', () => {
  const url = 'https://fb.out.example/dana.ifb'
  const lines = ['VERSION:4.0', 'FN:Dana Ortiz', 'item1.X-ABLABEL:_$!<Other>!$_', 'X-UNKNOWN;A="b:c":left, as it\\, stands', 'FBURL;PREF=1:https://a.example/fb', 'NOTE:folded ', ' here', 'PHOTO;ENCODING=b:AAAA']
  it('every other line keeps its bytes, and who was preferred stays so', () => {
    const after = withFreebusyUrl(card(...lines), url)
    expect(after).toBe(card(...lines, `FBURL:${url}`))
    expect(readVcards(after ?? '')[0]?.freebusyUrls).toEqual(['https://a.example/fb', url])
  })
  it('bare line feeds stay bare, what stands around the card stays', () => {
    const text = `${card('VERSION:3.0', 'FN:A', 'EMAIL:a@x.example').replaceAll('\r\n', '\n')}\n`
    expect(withFreebusyUrl(text, url)).toBe(text.replace('END:VCARD', `FBURL:${url}\nEND:VCARD`))
  })
  it('a long one is folded and reads back, but in vCard 2.1, where folds mean something else', () => {
    const long = `https://fb.out.example/${'x'.repeat(200)}?a=1,2;b`
    const folded = withFreebusyUrl(card('VERSION:3.0', 'FN:A'), long) ?? ''
    expect(folded.split('\r\n').every((line) => line.length <= 75)).toBe(true)
    expect(readVcards(folded)[0]?.freebusyUrls).toEqual([long])
    expect(withFreebusyUrl(card('VERSION:2.1', 'FN:A'), long)).toContain(`\r\nFBURL:${long}\r\n`)
  })
  it('one that is there is not written twice', () => {
    const text = card('FN:A', `FBURL;TYPE=PREF:${url}`)
    expect(withFreebusyUrl(text, url)).toBe(text)
  })
  it.each(['', 'BEGIN:VCARD\r\nFN:cut off', card('FN:A') + card('FN:B')])('%j is not one whole card: nothing is written', (text) => expect(withFreebusyUrl(text, url)).toBeNull())
  it('a URL with a line end writes nothing', () => expect(withFreebusyUrl(card('FN:A'), 'https://x/\r\nX-EVIL:1')).toBeNull())
})
