import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { withCrlf } from './member-rows.ts'
import { readMultistatus, statusOf } from './multistatus.ts'
import type { MultistatusResponse, XmlNode } from './shapes.ts'
import { XmlFault } from './xml.ts'

const caldavData = '{urn:ietf:params:xml:ns:caldav}calendar-data'

function read(text: string, { fast = true, chunk = Number.MAX_SAFE_INTEGER } = {}): { responses: MultistatusResponse[]; syncToken: string | null } {
  const responses: MultistatusResponse[] = []
  const reader = readMultistatus((response) => responses.push(response), { fast })
  for (let at = 0; at < text.length; at += chunk) reader.write(text.slice(at, at + chunk))
  return { responses, syncToken: reader.end().syncToken }
}

const brief = ({ href, status, props, refused }: MultistatusResponse): unknown => ({
  href,
  status,
  props: Object.fromEntries([...props].map(([name, node]) => [name, node.text])),
  refused: Object.fromEntries(refused),
})

const wrap = (inner: string, namespaces = 'xmlns="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"'): string => `<?xml version="1.0"?>\n<multistatus ${namespaces}>${inner}</multistatus>`

describe.each([true, false])('multistatus (fast path: %s)', (fast) => {
  const cases: { name: string; xml: string; out: unknown }[] = [
    {
      name: 'HTTP-2: properties of a 404 propstat are absent, their status is known',
      xml: wrap('<response><href>/a</href><propstat><prop><getetag>"1"</getetag></prop><status>HTTP/1.1 200 OK</status></propstat><propstat><prop><C:calendar-data/></prop><status>HTTP/1.1 404 Not Found</status></propstat></response>'),
      out: [{ href: '/a', status: null, props: { '{DAV:}getetag': '"1"' }, refused: { [caldavData]: 404 } }],
    },
    { name: 'HTTP-3, T-Y06: status without a phrase', xml: wrap('<response><href>/a</href><status>HTTP/1.1 404</status></response>'), out: [{ href: '/a', status: 404, props: {}, refused: {} }] },
    { name: 'HTTP-3: HTTP/2 status line', xml: wrap('<response><href>/a</href><status>HTTP/2 507</status></response>'), out: [{ href: '/a', status: 507, props: {}, refused: {} }] },
    { name: 'several hrefs share one status', xml: wrap('<response><href>/a</href><href>/b</href><status>HTTP/1.1 404 Gone</status></response>'), out: [{ href: '/a', status: 404, props: {}, refused: {} }, { href: '/b', status: 404, props: {}, refused: {} }] },
    {
      name: 'HTTP-13: foreign prefixes, CDATA in two pieces, comments, unknown elements',
      xml: '<ns0:multistatus xmlns:ns0="DAV:" xmlns:ns1="urn:ietf:params:xml:ns:caldav"><!-- <ns0:response> > --><ns0:response><ns0:href>/a</ns0:href><ns0:propstat><ns0:prop><ns1:calendar-data><![CDATA[BEGIN:<A]]>&amp;<![CDATA[>END]]></ns1:calendar-data></ns0:prop><ns0:status>HTTP/1.1 200 OK</ns0:status></ns0:propstat><x xmlns="urn:other">?</x></ns0:response></ns0:multistatus>',
      out: [{ href: '/a', status: null, props: { [caldavData]: 'BEGIN:<A&>END' }, refused: {} }],
    },
    {
      name: 'T-Y18: a display name of digits stays text, outer space stays too',
      xml: wrap('<response><href>/a</href><propstat><prop><displayname> 2026 </displayname></prop><status>HTTP/1.1 200 OK</status></propstat></response>'),
      out: [{ href: '/a', status: null, props: { '{DAV:}displayname': ' 2026 ' }, refused: {} }],
    },
    {
      name: 'a namespace declared inside a response counts there only',
      xml: wrap('<response><href>/a</href><propstat><prop><x:getetag xmlns:x="DAV:">"1"</x:getetag><getetag xmlns="urn:not-dav">no</getetag></prop><status>HTTP/1.1 200 OK</status></propstat></response>'),
      out: [{ href: '/a', status: null, props: { '{DAV:}getetag': '"1"', '{urn:not-dav}getetag': 'no' }, refused: {} }],
    },
  ]
  it.each(cases)('$name', ({ xml, out }) => {
    expect(read(xml, { fast }).responses.map(brief)).toEqual(out)
    expect(read(xml, { fast, chunk: 1 }).responses.map(brief)).toEqual(out)
  })

  it('a cut document is a fault, never "empty"', () => {
    const whole = wrap('<response><href>/a</href><status>HTTP/1.1 404</status></response><sync-token>t</sync-token>')
    for (let at = 0; at < whole.length; at += 1) expect(() => read(whole.slice(0, at), { fast }), whole.slice(0, at)).toThrow(XmlFault)
    expect(read(whole, { fast }).syncToken).toBe('t')
  })

  it('another root, HTML, and entity declarations are faults', () => {
    expect(() => read('<html><body>Sign in</body></html>', { fast })).toThrow(XmlFault)
    expect(() => read('<!DOCTYPE x [<!ENTITY a "aaaa">]><multistatus xmlns="DAV:"><response><href>&a;</href></response></multistatus>', { fast })).toThrow(XmlFault)
    expect(() => read('', { fast })).toThrow(XmlFault)
  })

  it('a control character costs a character, not the calendar', () => {
    const xml = wrap('<response><href>/a</href><propstat><prop><C:calendar-data>SUMMARY:a\u000cb</C:calendar-data></prop><status>HTTP/1.1 200 OK</status></propstat></response>')
    expect(read(xml, { fast }).responses[0]?.props.get(caldavData)?.text).toMatch(/^SUMMARY:a.b$/s)
  })
})

describe('fast path', () => {
  /** As plain data; a text given with its line ends as they came must be the same once these are brought into form (HTTP-13). */
  const plain = (node: XmlNode): unknown => {
    if (node.source !== undefined) expect(withCrlf(node.source)).toBe(withCrlf(node.text))
    return { name: node.name, attributes: node.attributes, children: node.children.map(plain), text: node.text }
  }
  const spelledOut = ({ responses, syncToken }: ReturnType<typeof read>) => ({ syncToken, responses: responses.map((response) => ({ ...response, props: [...response.props].map(([name, node]) => [name, plain(node)]) })) })

  const text = fc.stringMatching(/^[a-zA-Z0-9 :;=\n\r"'>\]\u00e9\u20ac]{0,30}$/).map((value) => value.replace(/\]+>+/g, ']'))
  const escaped = text.map((value) => value.replace(/&/g, '&amp;').replace(/</g, '&lt;').replaceAll('\r', (_, at: number) => (at % 2 ? '&#13;' : '\r')))
  const content = fc.oneof(escaped, text.map((value) => `<![CDATA[<${value}&]]>`), fc.tuple(escaped, escaped).map(([a, b]) => `${a}<![CDATA[${'<x>'}]]>&#x41;&amp;${b}`))
  const space = fc.constantFrom('', '\n', '  \r\n ', '<!-- </d:response> -->', '<?pi <d:response> ?>')
  const element = fc.tuple(fc.constantFrom('c:calendar-data', 'd:getetag', 'x:calendar-data', 'd:displayname'), content, fc.constantFrom('', ' a="&gt;&quot;"', " b='>\"'", ' xmlns:c="urn:else"')).map(([name, inner, attribute]) => `<${name}${attribute}>${inner}</${name}>`)
  const nested = fc.constantFrom('<d:resourcetype><d:collection/><c:calendar /></d:resourcetype>', '<d:response>odd</d:response>', '<d:acl><d:ace><d:href>/p</d:href></d:ace></d:acl>', '')
  const response = fc
    .tuple(escaped, fc.array(fc.oneof(element, nested), { maxLength: 3 }), space, fc.constantFrom('HTTP/1.1 200 OK', 'HTTP/1.1 404', 'HTTP/2 403'), fc.constantFrom('d', 'd', 'd', 'z'))
    .map(([href, props, gap, status, prefix]) =>
      prefix === 'd'
        ? `<d:response>${gap}<d:href>/${href}</d:href><d:propstat><d:prop>${props.join(gap)}</d:prop><d:status>${status}</d:status></d:propstat></d:response>`
        : `<z:response xmlns:z="DAV:"><z:href>/${href}</z:href>${gap}<z:status>${status}</z:status></z:response>`,
    )
  const document = fc
    .tuple(fc.array(fc.tuple(response, fc.integer({ min: 1, max: 3 }), space), { maxLength: 6 }), fc.constantFrom('', '<d:sync-token>a&amp;b</d:sync-token>'))
    .map(
      ([responses, token]) =>
        `<?xml version="1.0" encoding="utf-8"?><d:multistatus xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav" xmlns:x="urn:x&amp;y">${responses.map(([xml, times, gap]) => (xml + gap).repeat(times)).join('')}${token}</d:multistatus>`,
    )

  it('gives what saxes gives, for any document and any cut into chunks', () => {
    fc.assert(
      fc.property(document, fc.integer({ min: 1, max: 200 }), (xml, chunk) => {
        expect(spelledOut(read(xml, { fast: true, chunk }))).toEqual(spelledOut(read(xml, { fast: false })))
      }),
      { seed: 20261122, numRuns: 2_000 },
    )
  })

  it('gives the same for one document a person could read', () => {
    const xml = wrap('<response><href>/a</href><propstat><prop><getetag a=">">"1"</getetag></prop><status>HTTP/1.1 200 OK</status></propstat></response>'.repeat(3))
    expect(spelledOut(read(xml, { chunk: 7 }))).toEqual(spelledOut(read(xml, { fast: false })))
  })
})

describe('statusOf', () => {
  it.each([
    ['HTTP/1.1 200 OK', 200],
    ['HTTP/1.1 404', 404],
    ['HTTP/2 200', 200],
    ['  http/1.1 507 Insufficient Storage ', 507],
    ['403', 403],
    ['', 0],
    ['no status', 0],
  ])('%s → %i', (line, status) => expect(statusOf(line)).toBe(status))
})
