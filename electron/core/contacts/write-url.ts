import { withFreebusyUrl } from '../../../shared/ical/vcard.ts'
import { fail, ok } from '../../../shared/model/result.ts'
import { davError } from '../dav/errors.ts'
import { getObject } from '../dav/get-objects.ts'
import { putObject } from '../dav/put-object.ts'
import type { DavClient, DavResult } from '../dav/shapes.ts'
import type { ContactRow } from '../store/rows.ts'
import { contactOf } from './contact-of.ts'

/**
 * VCL-4: puts a freebusy URL into a contact's card on its server, beside what is there, and gives the contact as it is now. The card is read
 * right before and written only as long as it is that one (If-Match); who was quicker is read once more. Without an ETag nothing is written.
 */
export async function writeFreebusyUrl(dav: DavClient, contact: ContactRow, url: string): DavResult<ContactRow> {
  for (let attempt = 1; ; attempt += 1) {
    const card = await getObject(dav, contact.href)
    if (!card.ok) return card
    const { etag, text } = card.value
    const next = withFreebusyUrl(text, url)
    if (next === null) return fail(davError({ kind: 'bad-data', cause: 'not-a-card', retry: 'never' }, { host: dav.host }))
    if (next === text) return ok({ ...contact, etag, ...contactOf(text) })
    if (etag === null) return fail(davError({ kind: 'refused', cause: 'no-etag', retry: 'never' }, { host: dav.host }))
    const put = await putObject(dav, { href: contact.href, text: next, condition: { kind: 'etag', etag }, headers: { 'content-type': 'text/vcard; charset=utf-8' } })
    if (put.ok) return ok({ ...contact, etag: put.value.etag, ...contactOf(next) })
    if (put.problem.cause !== 'changed-there' || attempt === 2) return put
  }
}
