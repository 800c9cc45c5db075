import { Plus, Trash2 } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Absence } from '../../../shared/contract/availability.ts'
import type { PlainDate } from '../../../shared/model/time.ts'
import type { Weekday } from '../../../shared/time/days.ts'
import { Button, IconButton } from '../../parts/Button.tsx'
import { DateField } from '../../parts/DateField.tsx'
import { Checkbox, Select, TextField } from '../../parts/Field.tsx'
import { minuteInWords } from '../../../shared/time/words.ts'
import css from './availability.module.css'

const kinds = [
  { value: 'unavailable' as const, label: 'Away' },
  { value: 'busy' as const, label: 'Busy' },
  { value: 'tentative' as const, label: 'Perhaps away' },
]
const halves = Array.from({ length: 49 }, (_, n) => ({ value: String(n * 30), label: minuteInWords(n * 30) }))

/** Out of office: stretches of days, whole or from one time to another. The name goes to my servers, never to who asks. */
export function Absences({ absences, today, weekStart, onChange }: { readonly absences: readonly Absence[]; readonly today: PlainDate; readonly weekStart: Weekday; readonly onChange: (absences: Absence[]) => void }): ReactNode {
  const set = (id: string, change: Partial<Absence>): void => onChange(absences.map((one) => (one.id === id ? { ...one, ...change } : one)))
  return (
    <>
      {absences.length === 0 ? <p className="fg3">No absence is planned.</p> : null}
      <ul className={css['absences']}>
        {absences.map((away) => {
          const whole = away.startMin === 0 && away.endMin === 1440
          return (
            <li key={away.id}>
              <TextField label="What for" hideLabel value={away.name} placeholder="What for" onChange={(name) => set(away.id, { name })} />
              <div className={css['when']}>
                <DateField today={today} weekStart={weekStart} label="From" value={away.from} onChange={(from) => set(away.id, { from, until: from > away.until ? from : away.until })} />
                {whole ? null : <Select label="From time" hideLabel value={String(away.startMin)} options={halves.slice(0, 48)} onChange={(min) => set(away.id, { startMin: Number(min) })} />}
                <DateField today={today} weekStart={weekStart} label="Until" value={away.until} onChange={(until) => set(away.id, { until, from: until < away.from ? until : away.from })} />
                {whole ? null : <Select label="Until time" hideLabel value={String(away.endMin)} options={halves.slice(1)} onChange={(min) => set(away.id, { endMin: Number(min) })} />}
              </div>
              <Select label="Shown as" hideLabel value={away.kind} options={kinds} onChange={(kind) => set(away.id, { kind })} />
              <Checkbox value={whole} onChange={(all) => set(away.id, all ? { startMin: 0, endMin: 1440 } : { startMin: 720, endMin: 1020 })}>
                Whole days
              </Checkbox>
              <IconButton label={`Take “${away.name || 'this absence'}” away`} size="small" onPress={() => onChange(absences.filter((one) => one.id !== away.id))}>
                <Trash2 size={14} />
              </IconButton>
            </li>
          )
        })}
      </ul>
      <div>
        <Button size="small" kind="quiet" icon={<Plus size={14} />} onPress={() => onChange([...absences, { id: crypto.randomUUID(), name: '', from: today, startMin: 0, until: today, endMin: 1440, kind: 'unavailable' }])}>
          Add an absence
        </Button>
      </div>
    </>
  )
}
