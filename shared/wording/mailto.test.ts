import { describe, expect, it } from 'vitest'
import { mailtoLink } from './mailto.ts'

describe('a link that opens a mail (RFC 6068)', () => {
  it.each([
    ['one person, nothing more', { to: ['mailto:bob@north.example'], subject: '', body: '' }, 'mailto:bob@north.example'],
    ['several, with subject and text', { to: ['bob@north.example', 'eve+x@a.test'], subject: 'A & B\n?', body: 'Hello,\nme' }, 'mailto:bob@north.example,eve%2Bx@a.test?subject=A%20%26%20B%20%3F&body=Hello%2C%0D%0Ame'],
    ['an address cannot smuggle a field in', { to: ['x@a.test?bcc=evil@b.test'], subject: '', body: '' }, 'mailto:x@a.test%3Fbcc%3Devil@b.test'],
  ])('%s', (_, draft, link) => expect(mailtoLink(draft)).toBe(link))
})
