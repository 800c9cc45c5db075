import MailComposer from 'nodemailer/lib/mail-composer'
import type { Instant } from '../../../shared/model/time.ts'
import type { MailAccountRow, MailOrder } from '../store/rows.ts'

/** The mail as bytes: multipart/alternative of text, the same as HTML, and the calendar part last, if there is one (IMI-2, RFC 6047 §2.4, §4.2). */
export function buildMessage(order: MailOrder, from: Pick<MailAccountRow, 'fromAddress' | 'name'>, nowUtc: Instant): Promise<Buffer> {
  const composer = new MailComposer({
    from: { name: from.name, address: from.fromAddress },
    to: { name: order.toName, address: order.to },
    subject: order.subject,
    messageId: order.messageId,
    date: new Date(nowUtc),
    text: order.text,
    html: toHtml(order.text),
    alternatives: order.method === null ? [] : [{ contentType: `text/calendar; charset=UTF-8; method=${order.method}; component=VEVENT`, content: order.ics, contentTransferEncoding: 'base64' }],
    // What people typed is text, never a file or an address to fetch.
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return new Promise((resolve, reject) => {
    composer.compile().build((error, message) => (error ? reject(error) : resolve(message)))
  })
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escaped = (text: string): string => text.replace(/[&<>"']/g, (c) => escapes[c] ?? c)

/** Paragraphs of escaped text and nothing else: a title with markup in it is shown, not obeyed. */
function toHtml(text: string): string {
  const paragraphs = text.trim().split(/\n{2,}/).map((part) => `<p>${escaped(part).replaceAll('\n', '<br>\n')}</p>`)
  return `<!DOCTYPE html>\n<html><body>\n${paragraphs.join('\n')}\n</body></html>\n`
}
