import { principalZones } from '../../../shared/time/windows-zones.ts'
import type { Settings } from '../../../shared/contract/app.ts'
import type { NoticeKind } from '../../../shared/model/notices.ts'
import type { Option } from '../../parts/Field.tsx'
import { minuteInWords } from '../../../shared/time/words.ts'

/** Every zone the browser knows, with `none` first. */
export function zoneOptions(none: string): Option<string>[] {
  const known = typeof Intl.supportedValuesOf === 'function' ? Intl.supportedValuesOf('timeZone') : principalZones
  return [{ value: '', label: none }, ...known.map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }))]
}

/** Half hours of a day, `00:00` to `24:00`. */
export const timeOptions: readonly Option<string>[] = Array.from({ length: 49 }, (_, n) => ({
  value: String(n * 30),
  label: minuteInWords(n * 30),
}))

export const holdOptions: readonly Option<string>[] = [
  { value: '0', label: 'Send at once' },
  { value: '5', label: '5 seconds' },
  { value: '10', label: '10 seconds' },
  { value: '30', label: '30 seconds' },
  { value: '60', label: '1 minute' },
  { value: '300', label: '5 minutes' },
]

export const reminderOptions: readonly Option<string>[] = [
  { value: 'none', label: 'No reminder' },
  { value: '0', label: 'When it starts' },
  { value: '5', label: '5 minutes before' },
  { value: '10', label: '10 minutes before' },
  { value: '15', label: '15 minutes before' },
  { value: '30', label: '30 minutes before' },
  { value: '60', label: '1 hour before' },
  { value: '1440', label: '1 day before' },
]

/** A value set elsewhere that is not among the choices stays as it is and is shown. */
export function withCurrent(options: readonly Option<string>[], value: string, label: string): readonly Option<string>[] {
  return options.some((option) => option.value === value) ? options : [...options, { value, label }]
}

export const noticeName: Readonly<Record<NoticeKind, string>> = { invitations: 'Invitations', changes: 'Changes and cancellations', answers: 'Answers', failures: 'Failures', reminders: 'Reminders' }
export const noticeWhen: Readonly<Record<NoticeKind, string>> = {
  invitations: 'somebody invites you',
  changes: 'of meetings you are invited to',
  answers: 'to meetings you organize',
  failures: 'a message did not arrive, or a change was refused',
  reminders: 'an event is near',
}

/** Until somebody chooses: from three hours after work to an hour before it. */
export const quietFrom = ({ workStartMin, workEndMin }: Settings): NonNullable<Settings['quietHours']> => ({ startMin: Math.min(workEndMin + 180, 1_410), endMin: Math.max(workStartMin - 60, 0) })
