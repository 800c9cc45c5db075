import { AtSign, ChevronRight, CircleHelp, FlaskConical, MonitorCheck, Send, Server } from 'lucide-react'
import { useEffect, useRef, type CSSProperties, type ReactNode } from 'react'
import type { AppState } from '../../../shared/contract/app.ts'
import { localAccount } from '../../../shared/model/calendars.ts'
import { firstCalendarName } from '../../../shared/wording/calendars.ts'
import { AppErrorBlock } from '../../parts/AppErrorBlock.tsx'
import { Avatar } from '../../parts/Avatar.tsx'
import { Kbd } from '../../parts/Chip.tsx'
import { Mark } from '../../parts/Mark.tsx'
import { Spinner } from '../../parts/Spinner.tsx'
import { goTo } from '../../state/looking.ts'
import { useCommand } from '../../state/use-command.ts'
import css from './accounts.module.css'

/** The first screen of an empty profile: three ways in, each is one key press away. */
export function Welcome({ practice }: { readonly practice: AppState['practice'] }): ReactNode {
  const start = useCommand('start-practice')
  const [first] = practice.people
  const look = async (): Promise<void> => {
    if (!first || start.running) return
    const result = await start.run({ address: first.address })
    if (result.ok) goTo({ kind: 'calendar' })
  }
  const make = useCommand('make-calendar')
  const stay = async (): Promise<void> => {
    if (make.running) return
    const result = await make.run({ accountId: localAccount, name: firstCalendarName, hue: 'blue', description: '', countsAsBusy: true })
    if (result.ok) goTo({ kind: 'calendar' })
  }
  const latest = useRef({ look, stay })
  latest.current = { look, stay }
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey) return
      if (event.key.toLowerCase() === 'p') void latest.current.look()
      if (event.key.toLowerCase() === 'c') void latest.current.stay()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
  return (
    <div className={css['welcome']}>
      <main className={css['left']}>
        <Mark size={44} />
        <h1>Find the time, with anyone, on any server</h1>
        <p className={css['lead']}>Parley asks your server, theirs, and published freebusy addresses, lays the answers side by side, and tells you plainly what it could not find out.</p>
        {/* Each way in is one key: Enter here, P and C for the others. */}
        <Way first icon={<AtSign size={20} aria-hidden="true" />} name="Add your account" shortcut="⏎" detail="Your mail address is enough to begin. CalDAV, any provider." onChoose={() => goTo({ kind: 'add-account' })} />
        <Way
          icon={<FlaskConical size={20} aria-hidden="true" />}
          name="Look around in practice"
          shortcut="P"
          detail={first ? 'Two pretend organisations on this computer. Nothing leaves it.' : 'The pretend organisations are not running in this session.'}
          running={start.running}
          disabled={!first || start.running}
          onChoose={() => void look()}
        />
        <Way icon={<MonitorCheck size={20} aria-hidden="true" />} name="Start without a server" shortcut="C" detail="A calendar on this computer alone. An account can follow." running={make.running} disabled={make.running} onChoose={() => void stay()} />
        {make.error ? <AppErrorBlock error={make.error} onRetry={() => void stay()} /> : null}
        {start.error ? <AppErrorBlock error={start.error} onRetry={() => void look()} /> : null}
        <p className={css['fine']}>No account with us, no tracking. Your calendars stay on your servers and this computer.</p>
      </main>
      <aside className={css['right']} aria-label="What Parley does">
        <Picture />
        <ul className={css['vow']}>
          <li>
            <CircleHelp size={16} aria-hidden="true" />
            <span>
              <b>Unknown is never shown as free.</b> You see why, and what to try.
            </span>
          </li>
          <li>
            <Server size={16} aria-hidden="true" />
            <span>
              <b>Every row says where it comes from,</b> and how old it is.
            </span>
          </li>
          <li>
            <Send size={16} aria-hidden="true" />
            <span>
              <b>No message leaves that you did not see.</b> And you can take it back.
            </span>
          </li>
        </ul>
      </aside>
    </div>
  )
}

interface WayProps {
  readonly icon: ReactNode
  readonly name: string
  readonly shortcut: string
  readonly detail: string
  /** The usual one: it stands out, and Enter takes it. */
  readonly first?: boolean
  readonly running?: boolean
  readonly disabled?: boolean
  readonly onChoose: () => void
}

function Way({ icon, name, shortcut, detail, first = false, running = false, disabled, onChoose }: WayProps): ReactNode {
  return (
    <button type="button" className={`${css['choice']} ${first ? css['first'] : ''}`} autoFocus={first} aria-disabled={disabled} onClick={onChoose}>
      <span className={css['icon']}>{icon}</span>
      <span>
        <b>
          {name} <Kbd>{shortcut}</Kbd>
        </b>
        <small>{detail}</small>
      </span>
      {running ? <Spinner label="Starting" /> : <ChevronRight size={16} aria-hidden="true" />}
    </button>
  )
}

type Span = readonly [kind: 'busy' | 'away' | 'tentative' | 'unknown', from: number, to: number]
const rows: readonly { readonly name: string; readonly address: string; readonly source: string; readonly spans: readonly Span[] }[] = [
  { name: 'Alice Hartmann', address: 'alice@north.example', source: 'own calendars', spans: [['busy', 1, 2.1], ['busy', 5.75, 7]] },
  { name: 'Bob Lindqvist', address: 'bob@north.example', source: 'north.example', spans: [['busy', 0, 1.4], ['busy', 1.9, 2.7]] },
  { name: 'Dave Okafor', address: 'dave@south.example', source: 'south.example', spans: [['away', 0, 2.8], ['busy', 6, 7]] },
  { name: 'Frank Castellano', address: 'frank@freelance.example', source: 'freebusy URL', spans: [['busy', 0.8, 2], ['tentative', 3.2, 4.6]] },
  { name: 'Grace Kim', address: 'grace@nowhere.example', source: 'server refused', spans: [['unknown', 0, 7]] },
]

/** A piece of the people grid, as a picture of what Parley does. */
function Picture(): ReactNode {
  return (
    <figure className={css['pic']} aria-hidden="true">
      <div className={css['hrs']}>
        {[12, 13, 14, 15, 16, 17, 18].map((hour) => (
          <span key={hour}>{hour}</span>
        ))}
      </div>
      {rows.map((row) => (
        <div key={row.address} className={css['pr']}>
          <div className={css['pp']}>
            <Avatar address={row.address} name={row.name} />
            <span>
              {row.name.split(' ')[0]}
              <small>{row.source}</small>
            </span>
          </div>
          <div className={css['pt']}>
            {row.spans.map(([kind, from, to]) => (
              <i key={from} data-kind={kind} style={{ '--a': from, '--z': to } as CSSProperties} />
            ))}
            {row.spans.some(([kind]) => kind === 'unknown') ? <em>? unknown</em> : null}
          </div>
        </div>
      ))}
      <div className={css['mt']}>
        <span>Wed 15:00 · 3 free · 1 tentative · 1 unknown</span>
      </div>
    </figure>
  )
}
