import { describe, expect, it } from 'vitest'
import { formOf, settingsOf, withSecurity } from './mail-model.ts'

const empty = formOf(null, { address: 'alice@north.example', name: 'Alice' })

describe('the mail form', () => {
  it('begins with the account’s own address and the encrypted port', () => {
    expect(empty).toMatchObject({ port: '465', security: 'tls', user: 'alice@north.example', from: 'alice@north.example', name: 'Alice' })
  })
  it('moves the usual port along with the encryption, and leaves one of one’s own', () => {
    expect(withSecurity(empty, 'starttls').port).toBe('587')
    expect(withSecurity({ ...empty, port: '2525' }, 'starttls').port).toBe('2525')
  })
  const cases = [
    { name: 'all is well', form: { ...empty, host: ' smtp.north.example ' }, problems: [] },
    { name: 'nothing typed', form: empty, problems: ['host'] },
    { name: 'a port that is none', form: { ...empty, host: 'h', port: '99999' }, problems: ['port'] },
    { name: 'a sender that is none', form: { ...empty, host: 'h', from: 'alice' }, problems: ['from'] },
    { name: 'clear text without a yes', form: { ...empty, host: 'h', security: 'none' as const }, problems: ['allowPlain'] },
    { name: 'clear text with a yes', form: { ...empty, host: 'h', security: 'none' as const, allowPlain: true }, problems: [] },
  ]
  it.each(cases)('$name', ({ form, problems }) => {
    const out = settingsOf(form)
    expect(Object.keys(out.problems)).toEqual(problems)
    expect(out.settings === null).toBe(problems.length > 0)
  })
})
