import { DoorOpen, X } from 'lucide-react'
import { useState, type KeyboardEvent, type ReactNode } from 'react'
import type { PlanPackageView, PlanView } from '../../../shared/contract/plans.ts'
import type { Way } from '../../../shared/planning/plan.ts'
import { addDays, dayOf, type Weekday } from '../../../shared/time/days.ts'
import { wayInWords, workInWords } from '../../../shared/wording/planning.ts'
import { Avatar } from '../../parts/Avatar.tsx'
import { Button, IconButton } from '../../parts/Button.tsx'
import { DateField } from '../../parts/DateField.tsx'
import { Dialog } from '../../parts/Dialog.tsx'
import { Checkbox, Select, TextField } from '../../parts/Field.tsx'
import { PeoplePicker } from '../../parts/PeoplePicker.tsx'
import { stopAtUnread } from '../../parts/use-typed.ts'
import type { Asker } from '../../state/asker.ts'
import { usePeopleSearch } from '../../state/people-search.ts'
import { nowUtc } from '../../state/use-now.ts'
import css from './dialogs.module.css'
import { hoursToMinutes } from './plan-model.ts'

type Added = PlanView['people'][number]

interface Props {
  readonly plan: PlanView
  /** Null: a new one. */
  readonly one: PlanPackageView | null
  readonly me: Asker | null
  readonly zone: string
  readonly weekStart: Weekday
  readonly onSave: (one: PlanPackageView, people: readonly Added[]) => void
  readonly onDelete: (id: string) => void
  readonly onClose: () => void
}

const blockLengths = [15, 30, 45, 60, 90, 120, 180, 240, 360, 480]
const ways: readonly Way[] = ['all', 'one', 'shared']
const wayHelp: Readonly<Record<Way, string>> = { all: 'blocks when all of them are free', one: 'whoever is done first', shared: 'side by side, hours add up' }

export function PackageDialog({ plan, one, me, zone, weekStart, onSave, onDelete, onClose }: Props): ReactNode {
  const today = dayOf(nowUtc(), zone)
  const [title, setTitle] = useState(one?.title ?? '')
  const [hours, setHours] = useState(one === null ? '4' : String(one.minutes / 60))
  const [people, setPeople] = useState<readonly Added[]>(() => startPeople(plan, one, me))
  const [way, setWay] = useState<Way>(one?.way ?? 'shared')
  const [deadline, setDeadline] = useState(one?.deadline ?? null)
  const [after, setAfter] = useState<readonly string[]>(one?.after ?? [])
  const [minBlockMin, setMin] = useState(one?.minBlockMin ?? 120)
  const [maxBlockMin, setMax] = useState(one?.maxBlockMin ?? 240)
  const [text, setText] = useState('')
  const [tried, setTried] = useState(false)
  const found = usePeopleSearch(text, people.map((person) => person.address))
  const minutes = hoursToMinutes(hours)
  const others = plan.packages.filter((other) => other.id !== one?.id)

  const add = (more: readonly { readonly address: string; readonly name: string; readonly kind?: Added['kind'] }[]): void =>
    setPeople((was) => [...was, ...more.filter((person) => !was.some((other) => other.address.toLowerCase() === person.address.toLowerCase())).map((person) => ({ address: person.address, name: person.name, kind: person.kind ?? ('individual' as const), assumeFree: false }))])
  const save = (): void => {
    setTried(true)
    if (minutes === null || stopAtUnread()) return
    onSave({ id: one?.id ?? newId(plan), title: title.trim(), minutes, people: people.map((person) => nameInPlan(plan, person.address)), way, deadline, after: [...after], minBlockMin: Math.min(minBlockMin, maxBlockMin), maxBlockMin: Math.max(minBlockMin, maxBlockMin) }, people)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    save()
  }
  return (
    <Dialog
      title={one === null ? 'New package' : 'Package'}
      isOpen
      onClose={onClose}
      width={520}
      actions={
        <>
          {one !== null ? (
            <Button kind="quiet-danger" onPress={() => onDelete(one.id)}>
              Delete package
            </Button>
          ) : null}
          <span className="grow" />
          <Button kind="quiet" onPress={onClose}>
            Cancel
          </Button>
          <Button kind="primary" onPress={save}>
            {one === null ? 'Add package' : 'Save package'}
          </Button>
        </>
      }
    >
      <div className={css['form']} onKeyDown={onKeyDown}>
        <div className={css['first']}>
          <TextField label="What" value={title} onChange={setTitle} placeholder="Prototype" autoFocus />
          <TextField label="Hours" value={hours} onChange={setHours} {...(minutes === null && (tried || hours !== '') ? { error: 'Hours such as 12, 1.5 or 0:45' } : {})} />
        </div>
        <div className={css['labelled']}>
          <span>Who</span>
          <PeoplePicker
            label="Add people"
            placeholder="Add people by name or address"
            text={text}
            onText={setText}
            items={found.people.map((person) => ({ address: person.address, name: person.name, detail: person.detail, isRoom: person.kind === 'room' || person.kind === 'resource', kind: person.kind }))}
            searching={found.searching}
            note={found.note}
            onPick={(item) => add([item])}
            onAddresses={add}
          />
          {people.length > 0 ? (
            <ul className={css['people']} aria-label="People of the package">
              {people.map((person) => (
                <li key={person.address}>
                  {person.kind === 'room' || person.kind === 'resource' ? <DoorOpen size={14} aria-hidden="true" /> : <Avatar address={person.address} name={person.name} size="small" />}
                  <span className="cut">{person.name || person.address}</span>
                  <IconButton label={`Take out ${person.name || person.address}`} size="small" onPress={() => setPeople((was) => was.filter((other) => other !== person))}>
                    <X size={12} />
                  </IconButton>
                </li>
              ))}
            </ul>
          ) : null}
        </div>
        {people.length > 1 ? <Select label="How" value={way} options={ways.map((value) => ({ value, label: wayInWords[value], detail: wayHelp[value] }))} onChange={setWay} /> : null}
        <div className={css['pair']}>
          <div className={css['labelled']}>
            <Checkbox value={deadline !== null} onChange={(on) => setDeadline(on ? addDays(today, 14) : null)}>
              Deadline
            </Checkbox>
            {deadline !== null ? <DateField label="Deadline day" value={deadline} today={today} weekStart={weekStart} onChange={setDeadline} /> : <small className={css['help']}>By the end of the plan</small>}
          </div>
          <div className={css['blocks']}>
            <Select label="Shortest block" value={String(minBlockMin)} options={lengthsWith(minBlockMin)} onChange={(value) => setMin(Number(value))} />
            <Select label="Longest" value={String(maxBlockMin)} options={lengthsWith(maxBlockMin)} onChange={(value) => setMax(Number(value))} />
          </div>
        </div>
        {others.length > 0 ? (
          <fieldset className={css['after']}>
            <legend>After</legend>
            {others.map((other) => (
              <Checkbox key={other.id} value={after.includes(other.id)} onChange={(on) => setAfter((was) => (on ? [...was, other.id] : was.filter((id) => id !== other.id)))}>
                {other.title || 'Untitled'}
              </Checkbox>
            ))}
          </fieldset>
        ) : null}
      </div>
    </Dialog>
  )
}

/** A new package begins with me: the commonest case, and one press takes me out. */
function startPeople(plan: PlanView, one: PlanPackageView | null, me: Asker | null): readonly Added[] {
  if (one !== null) return plan.people.filter((person) => one.people.includes(person.address))
  return plan.people.filter((person) => me?.addresses.some((address) => address.replace(/^mailto:/i, '').toLowerCase() === person.address.toLowerCase()))
}

/** One spelling of an address in the whole plan. */
const nameInPlan = (plan: PlanView, address: string): string => plan.people.find((person) => person.address.toLowerCase() === address.toLowerCase())?.address ?? address

function newId(plan: PlanView): string {
  let n = plan.packages.length + 1
  while (plan.packages.some((one) => one.id === `p${n}`) || plan.blocks.some((block) => block.packageId === `p${n}`)) n++
  return `p${n}`
}

const lengthsWith = (minutes: number): { value: string; label: string }[] => [...new Set([...blockLengths, minutes])].toSorted((a, b) => a - b).map((count) => ({ value: String(count), label: workInWords(count) }))
