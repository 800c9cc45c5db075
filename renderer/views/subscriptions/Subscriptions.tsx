import { CloudAlert, Ellipsis, EyeOff, Lock, Plus, Rss } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { DialogTrigger } from 'react-aria-components/Dialog'
import type { Subscription } from '../../../shared/contract/subscriptions.ts'
import type { Zone } from '../../../shared/model/time.ts'
import { IconButton } from '../../parts/Button.tsx'
import { Checkbox } from '../../parts/Field.tsx'
import { Popover } from '../../parts/Popover.tsx'
import { useSubscriptions } from '../../state/asker.ts'
import { sayError } from '../../state/undo.ts'
import { runCommand } from '../../state/use-command.ts'
import list from '../accounts/calendar-list.module.css'
import { SubscribeDialog } from './SubscribeDialog.tsx'
import { SubscriptionSettings } from './SubscriptionSettings.tsx'
import css from './subscriptions.module.css'

/** The group of subscribed calendars at the side. */
export function Subscriptions({ zone }: { readonly zone: Zone }): ReactNode {
  const subscriptions = useSubscriptions()
  const [open, setOpen] = useState<{ readonly known: Subscription | null } | null>(null)
  return (
    <>
      <section className={list['group']} aria-label="Subscribed calendars">
        {subscriptions.length > 0 ? (
          <h2 className={list['head']}>
            <span className="grow cut">Subscribed</span>
            <span className={list['add']}>
              <IconButton label="Subscribe to a calendar" size="small" onPress={() => setOpen({ known: null })}>
                <Plus size={14} />
              </IconButton>
            </span>
          </h2>
        ) : (
          <button type="button" className={css['offer']} onClick={() => setOpen({ known: null })}>
            <Rss size={14} aria-hidden="true" />
            Subscribe to a calendar
          </button>
        )}
        {subscriptions.map((one) => (
          <Row key={one.calendar.id} one={one} zone={zone} onChange={() => setOpen({ known: one })} />
        ))}
      </section>
      {open ? <SubscribeDialog known={open.known} zone={zone} onClose={() => setOpen(null)} /> : null}
    </>
  )
}

function Row({ one, zone, onChange }: { readonly one: Subscription; readonly zone: Zone; readonly onChange: () => void }): ReactNode {
  const [open, setOpen] = useState(false)
  const { calendar } = one
  const ill = one.problem !== null
  const setVisible = async (visible: boolean): Promise<void> => {
    const result = await runCommand('set-calendar', { id: calendar.id, visible })
    if (!result.ok) sayError(result.error)
  }
  return (
    <div className={list['row']} data-off={!calendar.visible || undefined}>
      <Checkbox value={calendar.visible} onChange={(visible) => void setVisible(visible)} hue={calendar.hue}>
        <span className={list['name']} title={calendar.name}>
          {calendar.name}
        </span>
        <span className="sr">, subscribed, can only be read{ill ? ', could not be read lately' : ''}</span>
      </Checkbox>
      {calendar.countsAsBusy ? null : (
        <span className={list['icon']} title="Does not count as busy">
          <EyeOff size={14} aria-hidden="true" />
        </span>
      )}
      {ill ? (
        <span className={css['warn']} title="Could not be read lately">
          <CloudAlert size={14} aria-hidden="true" />
        </span>
      ) : (
        <span className={list['icon']} title="Can only be read">
          <Lock size={14} aria-hidden="true" />
        </span>
      )}
      <DialogTrigger isOpen={open} onOpenChange={setOpen}>
        <IconButton label={`Settings of ${calendar.name}`} size="small">
          <Ellipsis size={14} />
        </IconButton>
        <Popover label={`Settings of ${calendar.name}`} placement="right top">
          <SubscriptionSettings
            one={one}
            zone={zone}
            onChange={() => {
              setOpen(false)
              onChange()
            }}
          />
        </Popover>
      </DialogTrigger>
    </div>
  )
}
