/** What a mail program is opened with. */
export interface MailDraft {
  readonly to: readonly string[]
  readonly subject: string
  readonly body: string
}

/**
 * RFC 6068: the address keeps its `@`, several are parted by commas, a line ends with CRLF. A leading `mailto:` of an address is dropped.
 * Empty subject and body are left out.
 */
export function mailtoLink({ to, subject, body }: MailDraft): string {
  const fields = [
    ['subject', subject.replace(/\s+/g, ' ').trim()],
    ['body', body.replaceAll(/\r?\n/g, '\r\n')],
  ].filter(([, value]) => value !== '')
  const asked = fields.map(([name, value]) => `${name}=${encodeURIComponent(value ?? '')}`).join('&')
  return `mailto:${to.map((address) => encodeURIComponent(address.replace(/^mailto:/i, '')).replaceAll('%40', '@')).join(',')}${asked === '' ? '' : `?${asked}`}`
}
