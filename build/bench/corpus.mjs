// A deterministic corpus of calendar objects: same count and seed, same bytes. 15 % series (some with overrides and EXDATEs),
// a quarter with people, 10 % all-day, 10 % with long texts, five zones with their VTIMEZONE, 5 % in UTC, over five years.

const day = 86_400_000
const words = 'planning review budget quarterly résumé design launch sync retro interview onboarding roadmap customer Größe 会議 standup travel workshop demo legal vendor sprint metrics hiring training café release offsite'.split(' ')
const rooms = ['Room 1.04', 'Room 2.11', 'Großer Saal', 'Online', '東京オフィス']
const weekdays = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA']

const rule = (kind, from, to, name, start, repeat) => [`BEGIN:${kind}`, `TZOFFSETFROM:${from}`, `TZOFFSETTO:${to}`, `TZNAME:${name}`, `DTSTART:${start}`, ...(repeat ? [`RRULE:FREQ=YEARLY;${repeat}`] : []), `END:${kind}`]
const zones = {
  'Europe/Berlin': [...rule('DAYLIGHT', '+0100', '+0200', 'CEST', '19700329T020000', 'BYMONTH=3;BYDAY=-1SU'), ...rule('STANDARD', '+0200', '+0100', 'CET', '19701025T030000', 'BYMONTH=10;BYDAY=-1SU')],
  'America/New_York': [...rule('DAYLIGHT', '-0500', '-0400', 'EDT', '20070311T020000', 'BYMONTH=3;BYDAY=2SU'), ...rule('STANDARD', '-0400', '-0500', 'EST', '20071104T020000', 'BYMONTH=11;BYDAY=1SU')],
  'Australia/Sydney': [...rule('STANDARD', '+1100', '+1000', 'AEST', '20080406T030000', 'BYMONTH=4;BYDAY=1SU'), ...rule('DAYLIGHT', '+1000', '+1100', 'AEDT', '20081005T020000', 'BYMONTH=10;BYDAY=1SU')],
  'Asia/Tokyo': rule('STANDARD', '+0900', '+0900', 'JST', '19700101T000000'),
  'Asia/Kolkata': rule('STANDARD', '+0530', '+0530', 'IST', '19700101T000000'),
}
const zoneNames = Object.keys(zones)

/** A small generator of numbers in [0, 1) with a seed (mulberry32). */
function randomFrom(seed) {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** Folds at 75 octets and never inside a character (RFC 5545 §3.1). */
function fold(line) {
  if (Buffer.byteLength(line) <= 75) return line
  let out = ''
  let width = 0
  for (const character of line) {
    const bytes = Buffer.byteLength(character)
    if (width + bytes > 75) {
      out += '\r\n '
      width = 1
    }
    out += character
    width += bytes
  }
  return out
}

const basicDate = (instant) => new Date(instant).toISOString().slice(0, 10).replaceAll('-', '')
const basicTime = (instant) => new Date(instant).toISOString().slice(11, 19).replaceAll(':', '')
const escaped = (text) => text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll(',', '\\,').replaceAll(';', '\\;')

/** One object: `{ name, text }`. `start` is the first day of the corpus as an instant. */
export function calendarObject(index, { seed = 1, start = Date.UTC(2024, 0, 1), years = 5, revision = 0 } = {}) {
  const random = randomFrom(seed * 1_000_003 + index)
  const pick = (list) => list[Math.floor(random() * list.length)]
  const phrase = (count) => Array.from({ length: count }, () => pick(words)).join(' ')
  const repeats = random() < 0.15
  const withPeople = random() < 0.25
  const allDay = random() < 0.1
  const long = random() < 0.1
  const inUtc = random() < 0.05
  const uid = `ev-${String(index).padStart(6, '0')}-${Math.floor(random() * 2 ** 32).toString(16)}@bench.test`
  const firstDay = start + Math.floor(random() * years * 365 * (repeats ? 0.8 : 1)) * day
  const minute = allDay ? 0 : 8 * 60 + Math.floor(random() * 40) * 15
  const startsAt = firstDay + minute * 60_000
  const lasts = allDay ? day : pick([15, 30, 30, 60, 60, 60, 90, 120]) * 60_000
  const zone = allDay || inUtc ? null : random() < 0.6 ? 'Europe/Berlin' : pick(zoneNames)
  const moment = (at) => (allDay ? `;VALUE=DATE:${basicDate(at)}` : zone ? `;TZID=${zone}:${basicDate(at)}T${basicTime(at)}` : `:${basicDate(at)}T${basicTime(at)}Z`)
  const title = phrase(2 + Math.floor(random() * 4)) + (revision > 0 ? ` ${revision}` : '')
  const description = long ? Array.from({ length: 8 + Math.floor(random() * 30) }, () => `${phrase(12)}.`).join('\n') : random() < 0.5 ? phrase(10) : ''
  const people = withPeople
    ? Array.from({ length: 2 + Math.floor(random() * random() * 30) }, () => {
        const number = Math.floor(random() * 400)
        return `ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=${pick(['ACCEPTED', 'ACCEPTED', 'NEEDS-ACTION', 'DECLINED', 'TENTATIVE'])};RSVP=TRUE;CN="Person ${number}, Dept ${number % 17}":mailto:user${number}@bench.test`
      })
    : []
  const alarm = random() < 0.3 ? ['BEGIN:VALARM', 'ACTION:DISPLAY', 'DESCRIPTION:Reminder', 'TRIGGER:-PT15M', 'END:VALARM'] : []
  const place = random() < 0.4 ? pick(rooms) : ''

  const event = (extra, at, name) =>
    [
      'BEGIN:VEVENT',
      `UID:${uid}`,
      'DTSTAMP:20240101T000000Z',
      `DTSTART${moment(at)}`,
      `DTEND${moment(at + lasts)}`,
      `SUMMARY:${escaped(name)}`,
      'SEQUENCE:0',
      ...(description ? [`DESCRIPTION:${escaped(description)}`] : []),
      ...(place ? [`LOCATION:${escaped(place)}`] : []),
      ...(withPeople ? ['ORGANIZER;CN=Person 7:mailto:user7@bench.test', ...people] : []),
      'STATUS:CONFIRMED',
      ...extra,
      ...alarm,
      'END:VEVENT',
    ].map(fold)

  const lines = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Parley//Bench//EN']
  if (zone) lines.push('BEGIN:VTIMEZONE', `TZID:${zone}`, ...zones[zone], 'END:VTIMEZONE')
  if (!repeats) lines.push(...event([], startsAt, title))
  else {
    const { rrule, stepDays } = series(random, startsAt)
    const extra = [`RRULE:${rrule}`]
    if (stepDays > 0 && random() < 0.15) extra.push(`EXDATE${moment(startsAt + stepDays * 2 * day)}`)
    lines.push(...event(extra, startsAt, title))
    if (stepDays > 0 && random() < 0.2) {
      const original = startsAt + stepDays * day
      lines.push(...event([`RECURRENCE-ID${moment(original)}`], original + (allDay ? day : 3_600_000), `${title} (moved)`))
    }
  }
  lines.push('END:VCALENDAR', '')
  return { name: `${uid.split('@')[0]}.ics`, text: lines.join('\r\n') }
}

function series(random, startsAt) {
  const shape = random()
  const weekday = weekdays[new Date(startsAt).getUTCDay()]
  const nth = Math.min(4, Math.ceil(new Date(startsAt).getUTCDate() / 7))
  const [rule, stepDays] =
    shape < 0.15 ? ['FREQ=DAILY', 1] : shape < 0.6 ? [`FREQ=WEEKLY;BYDAY=${weekday}`, 7] : shape < 0.75 ? [`FREQ=WEEKLY;INTERVAL=2;BYDAY=${weekday}`, 14] : shape < 0.85 ? [`FREQ=MONTHLY;BYDAY=${nth}${weekday}`, 0] : shape < 0.93 ? ['FREQ=MONTHLY', 0] : ['FREQ=YEARLY', 0]
  const end = random()
  if (end < 0.45) return { rrule: `${rule};COUNT=${5 + Math.floor(random() * 60)}`, stepDays }
  if (end < 0.75) return { rrule: `${rule};UNTIL=${basicDate(startsAt + (60 + Math.floor(random() * 500)) * day)}T235959Z`, stepDays }
  return { rrule: rule, stepDays }
}
