import { useMemo, type ReactNode } from 'react'
import type { Settings } from '../../../shared/contract/app.ts'
import { Button } from '../../parts/Button.tsx'
import { Segmented } from '../../parts/Segmented.tsx'
import { Select } from '../../parts/Field.tsx'
import { goTo } from '../../state/looking.ts'
import { sayError } from '../../state/undo.ts'
import { runCommand } from '../../state/use-command.ts'
import { holdOptions, reminderOptions, withCurrent, zoneOptions } from './settings-model.ts'
import css from './settings.module.css'

/** Every change takes effect at once; there is nothing to save. */
export function GeneralSettings({ settings, version }: { readonly settings: Settings; readonly version: string }): ReactNode {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone
  const homeZones = useMemo(() => zoneOptions(`As this computer (${own})`), [own])
  const secondZones = useMemo(() => zoneOptions('None'), [])
  return (
    <div className={css['inner']}>
      <section className={css['group']}>
        <h2>Looks</h2>
        <Line title="Theme">
          <Segmented
            label="Theme"
            value={settings.theme}
            onChange={(theme) => void set({ theme })}
            options={[
              { value: 'system', label: 'As the system' },
              { value: 'light', label: 'Light' },
              { value: 'dark', label: 'Dark' },
            ]}
          />
        </Line>
        <Line title="Height of an hour" detail="Also + and − in the week">
          <Segmented
            label="Height of an hour"
            value={String(settings.hourPx)}
            onChange={(hourPx) => void set({ hourPx: Number(hourPx) as Settings['hourPx'] })}
            options={[
              { value: '40', label: 'Low' },
              { value: '48', label: 'Normal' },
              { value: '60', label: 'High' },
              { value: '76', label: 'Highest' },
            ]}
          />
        </Line>
      </section>
      <section className={css['group']}>
        <h2>Time</h2>
        <Line title="Week starts on">
          <Segmented
            label="Week starts on"
            value={String(settings.weekStart)}
            onChange={(day) => void set({ weekStart: Number(day) as Settings['weekStart'] })}
            options={[
              { value: '1', label: 'Monday' },
              { value: '7', label: 'Sunday' },
              { value: '6', label: 'Saturday' },
            ]}
          />
        </Line>
        <Line title="Time zone">
          <Select label="Time zone" hideLabel value={settings.homeZone ?? ''} options={homeZones} onChange={(zone) => void set({ homeZone: zone === '' ? null : zone })} />
        </Line>
        <Line title="Second time zone" detail="A second ruler beside the week">
          <Select label="Second time zone" hideLabel value={settings.secondZone ?? ''} options={secondZones} onChange={(zone) => void set({ secondZone: zone === '' ? null : zone })} />
        </Line>
        <Line title="Working hours" detail="Also weeks that differ, and absences">
          <Button size="small" onPress={() => goTo({ kind: 'settings', section: 'hours' })}>
            Your hours…
          </Button>
        </Line>
      </section>
      <section className={css['group']}>
        <h2>Meetings</h2>
        <Line title="Messages wait before they leave" detail="As long as they wait, undo also stops the message">
          <Select label="Messages wait" hideLabel value={String(settings.holdSeconds)} options={withCurrent(holdOptions, String(settings.holdSeconds), `${settings.holdSeconds} seconds`)} onChange={(seconds) => void set({ holdSeconds: Number(seconds) })} />
        </Line>
        <Line title="Reminder for new events">
          <Select
            label="Reminder for new events"
            hideLabel
            value={settings.defaultReminderMin === null ? 'none' : String(settings.defaultReminderMin)}
            options={settings.defaultReminderMin === null ? reminderOptions : withCurrent(reminderOptions, String(settings.defaultReminderMin), `${settings.defaultReminderMin} minutes before`)}
            onChange={(min) => void set({ defaultReminderMin: min === 'none' ? null : Number(min) })}
          />
        </Line>
      </section>
      <p className="t12 fg3">Parley {version}. Your calendars stay on your servers and this computer.</p>
    </div>
  )
}

function Line({ title, detail, children }: { readonly title: string; readonly detail?: string; readonly children: ReactNode }): ReactNode {
  return (
    <div className={css['line']}>
      <div>
        {title}
        {detail ? <small>{detail}</small> : null}
      </div>
      <div>{children}</div>
    </div>
  )
}

async function set(change: Partial<Settings>): Promise<void> {
  const result = await runCommand('set-settings', change)
  if (!result.ok) sayError(result.error)
}
