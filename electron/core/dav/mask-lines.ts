import type { Mask } from './mask-words.ts'

/**
 * iCalendar or vCard with every value masked: names of properties and parameters, times, numbers and the words that RFC 5545 itself
 * defines stay. Null: some line is none (RFC 5545 §3.1), or what opens is not closed; then nobody knows what is a name and what a value.
 * `cut`: the text ends before its end; its last line is left out.
 */
export function maskLines(text: string, mask: Mask, cut = false): readonly string[] | null {
  const lines = text.replace(/\r?\n[ \t]/g, '').split(/\r?\n/)
  if (cut) lines.pop()
  const open: string[] = []
  const out: string[] = []
  for (const line of lines) {
    if (line === '') continue
    const [, name, params, value] = contentLine.exec(line) ?? []
    if (name === undefined || params === undefined || value === undefined) return null
    const upper = name.toUpperCase()
    if (upper === 'END' && open.pop() !== value.toUpperCase()) return null
    const depth = '  '.repeat(open.length)
    if (upper === 'BEGIN') open.push(value.toUpperCase())
    else if (open.length === 0 && upper !== 'END') return null
    out.push(`${depth}${nameOf(name, properties, mask)}${maskParams(params, mask)}:${maskValue(upper, value, mask)}`)
  }
  return out.length === 0 || (!cut && open.length > 0) ? null : out
}

const contentLine = /^([A-Za-z\d-]+)((?:;[A-Za-z\d-]+=(?:"[^"]*"|[^";:,]*)(?:,(?:"[^"]*"|[^";:,]*))*)*):(.*)$/
const oneParam = /;([A-Za-z\d-]+)=((?:"[^"]*"|[^";:,]*)(?:,(?:"[^"]*"|[^";:,]*))*)/g

/** A name of a standard, or an extension's in capitals; a word of somebody's text that looks like a name is neither. */
const nameOf = (name: string, known: ReadonlySet<string>, mask: Mask): string => (known.has(name.toUpperCase()) || /^X-[A-Z\d-]{1,60}$/.test(name) ? name : mask.word(name))

const maskParams = (params: string, mask: Mask): string =>
  params.replace(oneParam, (_, name: string, values: string) => `;${nameOf(name, parameters, mask)}=${values.replace(/"[^"]*"|[^",]+/g, (one) => maskParam(name.toUpperCase(), one, mask))}`)

function maskParam(name: string, value: string, mask: Mask): string {
  if (value.startsWith('"')) return `"${maskParam(name, value.slice(1, -1), mask)}"`
  if (name === 'SCHEDULE-STATUS') return statusCodes.test(value) ? value : mask.word(value)
  if (wordParams.has(name) && words.has(value.toUpperCase())) return value
  return mask.address(value)
}

function maskValue(name: string, value: string, mask: Mask): string {
  if (name === 'BEGIN' || name === 'END') return components.has(value.toUpperCase()) ? value : mask.word(value)
  if (timeValues.has(name)) return value.split(',').every((one) => time.test(one)) ? value : mask.word(value)
  if (name === 'RRULE' || name === 'EXRULE') return value.split(';').every((part) => rulePart.test(part)) ? value : mask.word(value)
  if (numbers.has(name)) return /^\d{1,9}$/.test(value) ? value : mask.word(value)
  if (wordValues.has(name) && words.has(value.toUpperCase())) return value
  if (name === 'REQUEST-STATUS') return value.replace(/^(\d(?:\.\d{1,2}){1,2})?(.*)$/s, (_, code: string | undefined, rest: string) => `${code ?? ''}${rest === '' ? '' : `;${mask.word(rest)}`}`)
  return mask.address(value)
}

const set = (text: string): ReadonlySet<string> => new Set(text.split(' '))

const components = set('VCALENDAR VEVENT VTODO VJOURNAL VFREEBUSY VTIMEZONE STANDARD DAYLIGHT VALARM VAVAILABILITY AVAILABLE VPOLL VPATCH VCARD PARTICIPANT VLOCATION VRESOURCE')
const properties = set(
  'BEGIN END CALSCALE METHOD PRODID VERSION ATTACH CATEGORIES CLASS COMMENT DESCRIPTION GEO LOCATION PERCENT-COMPLETE PRIORITY RESOURCES STATUS SUMMARY COMPLETED DTEND DUE DTSTART DURATION ' +
    'FREEBUSY TRANSP TZID TZNAME TZOFFSETFROM TZOFFSETTO TZURL ATTENDEE CONTACT ORGANIZER RECURRENCE-ID RELATED-TO URL UID EXDATE EXRULE RDATE RRULE ACTION REPEAT TRIGGER CREATED DTSTAMP ' +
    'LAST-MODIFIED SEQUENCE REQUEST-STATUS ACKNOWLEDGED PROXIMITY BUSYTYPE COLOR CONFERENCE IMAGE NAME REFRESH-INTERVAL SOURCE TZUNTIL TZID-ALIAS-OF STYLED-DESCRIPTION STRUCTURED-DATA ' +
    'FN N NICKNAME PHOTO BDAY ANNIVERSARY GENDER ADR TEL EMAIL IMPP LANG TZ TITLE ROLE LOGO ORG MEMBER RELATED NOTE REV SOUND CLIENTPIDMAP KEY FBURL CALADRURI CALURI KIND SORT-STRING LABEL MAILER PROFILE',
)
const parameters = set(
  'ALTREP CN CUTYPE DELEGATED-FROM DELEGATED-TO DIR ENCODING FMTTYPE FBTYPE LANGUAGE MEMBER PARTSTAT RANGE RELATED RELTYPE ROLE RSVP SENT-BY TZID VALUE SCHEDULE-AGENT SCHEDULE-STATUS ' +
    'SCHEDULE-FORCE-SEND EMAIL FEATURE LABEL DISPLAY DERIVED GAP LINKREL MANAGED-ID SIZE FILENAME TYPE PREF CHARSET ALTID PID MEDIATYPE CALSCALE SORT-AS GEO TZ',
)
const timeValues = set('DTSTART DTEND DUE DTSTAMP CREATED LAST-MODIFIED COMPLETED RECURRENCE-ID EXDATE RDATE ACKNOWLEDGED TRIGGER DURATION FREEBUSY REFRESH-INTERVAL TZOFFSETFROM TZOFFSETTO TZUNTIL REV')
const numbers = set('SEQUENCE PRIORITY PERCENT-COMPLETE REPEAT')
const wordValues = set('METHOD STATUS TRANSP CLASS CALSCALE VERSION ACTION BUSYTYPE KIND X-MICROSOFT-CDO-BUSYSTATUS X-MICROSOFT-CDO-ALLDAYEVENT')
const wordParams = set('CUTYPE PARTSTAT ROLE RSVP SCHEDULE-AGENT SCHEDULE-FORCE-SEND VALUE FBTYPE RELATED RELTYPE RANGE ENCODING')
const words = set(
  'PUBLISH REQUEST REPLY ADD CANCEL REFRESH COUNTER DECLINECOUNTER TENTATIVE CONFIRMED CANCELLED NEEDS-ACTION COMPLETED IN-PROCESS DRAFT FINAL OPAQUE TRANSPARENT PUBLIC PRIVATE CONFIDENTIAL GREGORIAN ' +
    '2.0 3.0 4.0 AUDIO DISPLAY EMAIL PROCEDURE NONE BUSY BUSY-UNAVAILABLE BUSY-TENTATIVE FREE OOF WORKINGELSEWHERE TRUE FALSE ACCEPTED DECLINED DELEGATED CHAIR REQ-PARTICIPANT OPT-PARTICIPANT NON-PARTICIPANT ' +
    'INDIVIDUAL GROUP RESOURCE ROOM UNKNOWN SERVER CLIENT DATE DATE-TIME PERIOD DURATION URI TEXT CAL-ADDRESS BINARY INTEGER START END PARENT CHILD SIBLING THISANDFUTURE THISANDPRIOR BASE64 8BIT ORG LOCATION',
)
const moment = String.raw`\d{8}(?:T\d{6}Z?)?`
const span = String.raw`[+-]?P(?:\d{1,5}[WD])?(?:T(?:\d{1,6}[HMS]){1,3})?`
const time = new RegExp(`^(?:(?:${moment}|${span})(?:/(?:${moment}|${span}))?|[+-]\\d{4}(?:\\d\\d)?)$`)
const weekday = '[+-]?\\d{0,2}(?:MO|TU|WE|TH|FR|SA|SU)'
const rulePart = new RegExp(`^(?:FREQ=(?:SECONDLY|MINUTELY|HOURLY|DAILY|WEEKLY|MONTHLY|YEARLY)|UNTIL=${moment}|(?:COUNT|INTERVAL)=\\d{1,6}|WKST=(?:MO|TU|WE|TH|FR|SA|SU)|BYDAY=${weekday}(?:,${weekday})*|BY[A-Z]{3,8}=[+-]?\\d{1,3}(?:,[+-]?\\d{1,3})*)$`)
const statusCodes = /^\d(?:\.\d{1,2}){1,2}(?:,\d(?:\.\d{1,2}){1,2})*$/
