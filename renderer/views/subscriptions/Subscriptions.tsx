import { CloudAlert, Lock, Plus, Rss } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import type { Subscription } from '../../../shared/contract/subscriptions.ts'
import type { Zone } from '../../../shared/model/time.ts'
import { IconButton } from '../../parts/Button.tsx'
import { useSubscriptions } from '../../state/asker.ts'
import list from '../accounts/calendar-list.module.css'
import { CalendarLine } from '../accounts/CalendarLine.tsx'
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
  const ill = one.problem !== null
  return (
    <CalendarLine
      calendar={one.calendar}
      said={<span className="sr">, subscribed, can only be read{ill ? ', could not be read lately' : ''}</span>}
      mark={
        ill ? (
          <span className={css['warn']} title="Could not be read lately">
            <CloudAlert size={14} aria-hidden="true" />
          </span>
        ) : (
          <span className={list['icon']} title="Can only be read">
            <Lock size={14} aria-hidden="true" />
          </span>
        )
      }
      settings={(close) => (
        <SubscriptionSettings
          one={one}
          zone={zone}
          onChange={() => {
            close()
            onChange()
          }}
        />
      )}
    />
  )
}
