import { describe, expect, it } from 'vitest'
import type { XmlNode } from './shapes.ts'
import { attributes, elementsOf, propfindBody, type RequestBody, text, writeRequest, type WrittenAsk } from './write-request.ts'
import { childOf, childrenOf, parseXml } from './xml.ts'
import { apple, caldav, calendarServer, dav } from './names.ts'

async function written(body: RequestBody): Promise<WrittenAsk> {
  return writeRequest({ method: 'REPORT', url: 'http://cal.example/alice/', headers: { depth: '1' }, body }, async (ask) => ask)
}
const tree = async (body: RequestBody): Promise<XmlNode> => {
  const root = parseXml((await written(body)).body)
  if (root === null) throw new Error('not XML')
  return root
}

describe('writeRequest', () => {
  it('hands method, address and headers on, with the body as XML in UTF-8', async () => {
    expect(await written(propfindBody(['d:getetag']))).toMatchObject({
      method: 'REPORT',
      url: 'http://cal.example/alice/',
      headers: { depth: '1', 'content-type': 'application/xml; charset=utf-8' },
      body: expect.stringMatching(/^<\?xml version="1.0" encoding="utf-8"\?>/),
    })
  })

  it('knows the four namespaces', async () => {
    const root = await tree(propfindBody(['d:owner', 'c:calendar-data', 'cs:getctag', 'ca:calendar-color']))
    expect([root.name, childOf(root, dav('prop'))?.children.map((child) => child.name)]).toEqual([dav('propfind'), [dav('owner'), caldav('calendar-data'), calendarServer('getctag'), apple('calendar-color')]])
  })

  it.each(['/a&b/<c>.ics', 'a &amp; b', '&amp;amp;', '&lt;', '"quoted" \'too\'', ']]>', 'ü → 日本', '&#38;', '0.10', 'true'])('keeps a text as it is: %s', async (value) => {
    const root = await tree({ 'd:sync-collection': { 'd:sync-token': value, 'c:text-match': { ...attributes({ collation: 'i;octet' }), ...text(value) } } })
    expect(childOf(root, dav('sync-token'))?.text).toBe(value)
    expect(childOf(root, caldav('text-match'))).toMatchObject({ text: value, attributes: { collation: 'i;octet' } })
  })

  it('keeps the order, repeats by array, and writes null as an empty element', async () => {
    const hrefs = Array.from({ length: 300 }, (_, n) => `/cal/${n}.ics`)
    const root = await tree({ 'c:calendar-multiget': { 'd:prop': elementsOf(['d:getetag']), 'd:href': hrefs, 'd:sync-token': null } })
    expect(root.children.map((child) => child.name)).toEqual([dav('prop'), ...hrefs.map(() => dav('href')), dav('sync-token')])
    expect(childrenOf(root, dav('href')).map((child) => child.text)).toEqual(hrefs)
    expect(childOf(root, dav('sync-token'))?.text).toBe('')
  })

  it('gives back what carrying it gave, or throws what it threw', async () => {
    const ask = { method: 'PROPFIND', url: 'http://cal.example/', headers: {}, body: propfindBody([]) }
    expect(await writeRequest(ask, async () => ({ status: 599 }))).toEqual({ status: 599 })
    await expect(writeRequest(ask, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  })
})
