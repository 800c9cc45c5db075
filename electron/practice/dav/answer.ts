import { dav } from '../xml/names.ts'
import type { Clark } from '../xml/names.ts'
import { element, escapeXml, xmlDocument } from '../xml/write-xml.ts'
import type { Xml } from '../xml/write-xml.ts'
import { xml } from '../http/exchange.ts'
import type { PracticeResponse } from '../http/exchange.ts'

const reasons: Readonly<Record<number, string>> = { 200: 'OK', 403: 'Forbidden', 404: 'Not Found', 424: 'Failed Dependency', 507: 'Insufficient Storage' }
export const statusElement = (status: number): Xml => element(dav('status'), `HTTP/1.1 ${status} ${reasons[status] ?? ''}`.trim())
export const href = (path: string): Xml => element(dav('href'), escapeXml(path))

/** A refusal that names the condition that failed (RFC 4918 §16). */
export function refuse(status: number, condition: Clark, inside: Xml = '', said = ''): PracticeResponse {
  const words = said === '' ? '' : element(dav('responsedescription'), escapeXml(said))
  return xml(status, xmlDocument(dav('error'), [element(condition, inside), words]))
}

export const needPrivilege = (path: string, privilege: Clark): PracticeResponse =>
  refuse(403, dav('need-privileges'), element(dav('resource'), [href(path), element(dav('privilege'), element(privilege))]))

export const readPrivilege = dav('read')

export const multistatus = (rows: readonly Xml[], headers: PracticeResponse['headers'] = {}): PracticeResponse => xml(207, xmlDocument(dav('multistatus'), rows), headers)

/** One `response` with its properties sorted by how they went. */
export function propRow(path: string, found: readonly Xml[], missing: readonly Clark[], minimal: boolean): Xml {
  const parts = [href(path)]
  if (found.length > 0 || missing.length === 0 || minimal) parts.push(propstat(found, 200))
  if (missing.length > 0 && !minimal) parts.push(propstat(missing.map((name) => element(name)), 404))
  return element(dav('response'), parts)
}

export const propstat = (props: readonly Xml[], status: number): Xml => element(dav('propstat'), [element(dav('prop'), props), statusElement(status)])
export const statusRow = (path: string, status: number, more: Xml = ''): Xml => element(dav('response'), [href(path), statusElement(status), more])

/** `Prefer: return=minimal` and friends (RFC 7240), or the older `Brief: t`. */
export function prefers(headers: Readonly<Record<string, string>>, what: 'return=minimal' | 'return=representation' | 'depth-noroot'): boolean {
  if (what === 'return=minimal' && (headers['brief'] ?? '').toLowerCase() === 't') return true
  return (headers['prefer'] ?? '').split(/[,;]/).some((piece) => piece.trim().toLowerCase().replace(/\s|"/g, '') === what)
}
