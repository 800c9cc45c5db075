import { AlarmClock, Bell, ChevronDown, ChevronUp } from 'lucide-react'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import type { Settings } from '../../../shared/contract/app.ts'
import type { Reminder } from '../../../shared/contract/reminders.ts'
import type { Zone } from '../../../shared/model/time.ts'
import { Button, IconButton } from '../../parts/Button.tsx'
import { Dot } from '../../parts/Chip.tsx'
import { Menu } from '../../parts/Menu.tsx'
import { announce } from '../../state/announce.ts'
import { useQuery } from '../../state/live-query.ts'
import { openPlace } from '../../state/open-place.ts'
import { sayError } from '../../state/undo.ts'
import { runCommand } from '../../state/use-command.ts'
import { useNow } from '../../state/use-now.ts'
import { laterChoices, nearness, spoken, whenOf } from './reminders-model.ts'
import css from './reminders.module.css'

/** Stays until each was opened, put off or dismissed; it takes no focus from whoever types. Folded it is one line, until a new one rings. */
export function Reminders({ zone, settings }: { readonly zone: Zone; readonly settings: Settings }): ReactNode {
  const reminders = useQuery('reminders', {}).value?.reminders ?? none
  const nowUtc = useNow()
  const said = useRef(new Set<string>())
  const [folded, setFolded] = useState(false)
  useEffect(() => {
    const fresh = reminders.filter((one) => !said.current.has(idOf(one)))
    said.current = new Set(reminders.map(idOf))
    if (fresh.length === 0) return
    setFolded(false)
    announce(spoken(fresh, nowUtc, zone))
  }, [reminders, nowUtc, zone])
  if (reminders.length === 0) return null
  const late = reminders.filter((one) => one.late)
  return (
    <section className={css['card']} aria-label="Reminders">
      <header>
        <Bell size={14} aria-hidden="true" />
        <h2>
          {reminders.length === 1 ? 'Reminder' : `${reminders.length} reminders`}
          {folded && reminders.length === 1 ? <span> · {reminders[0]?.title || 'No title'}</span> : null}
          {late.length > 0 ? <span> · {late.length === reminders.length ? 'late' : `${late.length} late`}</span> : null}
        </h2>
        {reminders.length > 1 && !folded ? (
          <>
            <LaterMenu reminders={reminders} nowUtc={nowUtc} zone={zone} settings={settings} all />
            <Button kind="quiet" size="small" onPress={() => void dismiss(reminders)}>
              Dismiss all
            </Button>
          </>
        ) : null}
        <IconButton label={folded ? 'Show the reminders' : 'Fold the reminders'} kind="quiet" size="small" aria-expanded={!folded} onPress={() => setFolded(!folded)}>
          {folded ? <ChevronUp size={14} /> : <ChevronDown size={14} />}
        </IconButton>
      </header>
      <ul hidden={folded}>
        {reminders.map((one) => (
          <li key={idOf(one)}>
            <button type="button" className={css['what']} onClick={() => void openPlace({ kind: 'event', objectId: one.objectId, recurrenceId: one.recurrenceId }, zone)}>
              {one.hue ? <Dot hue={one.hue} /> : <span />}
              <span className="cut medium">{one.title || 'No title'}</span>
              <span className={css['near']} data-now={nearness(one, nowUtc, zone).startsWith('in ') ? undefined : true}>
                {nearness(one, nowUtc, zone)}
              </span>
              <span className={`${css['where']} cut`}>
                {whenOf(one, nowUtc, zone)}
                {one.location ? ` · ${one.location}` : ''}
              </span>
            </button>
            <div className={css['acts']}>
              <LaterMenu reminders={[one]} nowUtc={nowUtc} zone={zone} settings={settings} />
              <Button size="small" aria-label={`Dismiss the reminder of ${one.title || 'No title'}`} onPress={() => void dismiss([one])}>
                Dismiss
              </Button>
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}

const none: readonly Reminder[] = []
const idOf = (one: Reminder): string => `${one.objectId}/${one.recurrenceId ?? ''}/${one.atUtc}`

interface LaterProps {
  readonly reminders: readonly Reminder[]
  readonly nowUtc: number
  readonly zone: Zone
  readonly settings: Settings
  readonly all?: boolean
}

function LaterMenu({ reminders, nowUtc, zone, settings, all = false }: LaterProps): ReactNode {
  const only = reminders.length === 1 ? reminders[0] : undefined
  const label = all ? 'All later' : `Remind me of ${only?.title || 'No title'} later`
  return (
    <Menu
      label={label}
      placement="bottom end"
      entries={laterChoices(only?.startUtc ?? null, nowUtc, settings.workStartMin, zone).map((choice) => ({ id: choice.id, label: choice.label, onAct: () => void snooze(reminders, choice.minutes) }))}
    >
      <Button kind={all ? 'quiet' : 'default'} size="small" icon={<AlarmClock size={14} />} aria-label={label}>
        Later
      </Button>
    </Menu>
  )
}

const refsOf = (reminders: readonly Reminder[]) => reminders.map(({ objectId, recurrenceId }) => ({ objectId, recurrenceId }))

async function dismiss(reminders: readonly Reminder[]): Promise<void> {
  const result = await runCommand('dismiss-reminders', { reminders: refsOf(reminders) })
  if (!result.ok) sayError(result.error)
}

async function snooze(reminders: readonly Reminder[], minutes: number): Promise<void> {
  const result = await runCommand('snooze-reminders', { reminders: refsOf(reminders), minutes })
  if (!result.ok) sayError(result.error)
}
