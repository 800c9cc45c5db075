import { BellRing } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import type { Settings } from '../../../shared/contract/app.ts'
import { noticeKinds, type NoticeKind } from '../../../shared/model/notices.ts'
import { Button } from '../../parts/Button.tsx'
import { Checkbox, Select } from '../../parts/Field.tsx'
import { Segmented } from '../../parts/Segmented.tsx'
import { sayError } from '../../state/undo.ts'
import { runCommand } from '../../state/use-command.ts'
import { noticeName, noticeWhen, quietFrom, timeOptions, withCurrent } from './settings-model.ts'
import css from './settings.module.css'

/** What the system may call the person for, and when not. Lists and counts are kept whatever is chosen here. */
export function NoticeSettings({ settings }: { readonly settings: Settings }): ReactNode {
  const { notices, quietHours } = settings
  const toggle = (kind: NoticeKind): void => void set({ notices: noticeKinds.filter((one) => (one === kind ? !notices.includes(kind) : notices.includes(one))) })
  const often = notices.length === 0 ? 'never' : notices.length === noticeKinds.length ? 'all' : null
  return (
    <div className={css['inner']}>
      <section className={css['group']}>
        <h2>Notices of the system</h2>
        <p className="fg3">They call you while Parley is in the background. The list of invitations and the counts keep everything, also what you were not called for.</p>
        <Permission />
        <div className={css['line']}>
          <div>Call me</div>
          <Segmented
            label="Call me"
            value={often}
            onChange={(value) => void set({ notices: value === 'never' ? [] : [...noticeKinds] })}
            options={[
              { value: 'all', label: 'For all of these' },
              { value: 'never', label: 'Never' },
            ]}
          />
        </div>
        <ul className={css['kinds']} aria-label="What to be called for">
          {noticeKinds.map((kind) => (
            <li key={kind}>
              <Checkbox value={notices.includes(kind)} onChange={() => toggle(kind)}>
                <span>
                  {noticeName[kind]} <span className="fg3 t12">{noticeWhen[kind]}</span>
                </span>
              </Checkbox>
            </li>
          ))}
        </ul>
      </section>
      <section className={css['group']}>
        <h2>Quiet hours</h2>
        <div className={css['line']}>
          <div>
            <Checkbox value={quietHours !== null} onChange={(on) => void set({ quietHours: on ? quietFrom(settings) : null })}>
              No notices at night
            </Checkbox>
            <small>Reminders still show inside the window</small>
          </div>
          {quietHours ? (
            <div className={css['pair']}>
              <Select label="Quiet from" hideLabel value={String(quietHours.startMin)} options={withCurrent(dayTimes, String(quietHours.startMin), `${quietHours.startMin} min`)} onChange={(min) => void set({ quietHours: { ...quietHours, startMin: Number(min) } })} />
              to
              <Select label="Quiet until" hideLabel value={String(quietHours.endMin)} options={withCurrent(dayTimes, String(quietHours.endMin), `${quietHours.endMin} min`)} onChange={(min) => void set({ quietHours: { ...quietHours, endMin: Number(min) } })} />
            </div>
          ) : null}
        </div>
      </section>
    </div>
  )
}

/** `24:00` is `00:00` of the next day. */
const dayTimes = timeOptions.slice(0, -1)

/** The desktop program may always; a browser asks the person first, and remembers a no. */
function Permission(): ReactNode {
  const [permission, setPermission] = useState(() => (window.parley ? 'granted' : 'Notification' in window ? Notification.permission : 'absent'))
  if (permission === 'granted') return null
  return (
    <div className={css['line']}>
      <div>
        {permission === 'default' ? 'This browser has not been asked yet' : permission === 'denied' ? 'This browser blocks them' : 'This browser has no notices'}
        <small>{permission === 'default' ? 'It asks you once, and remembers what you said' : permission === 'denied' ? 'Allow them for this page in the settings of the browser' : 'Counts stand in the title of the tab and on its icon'}</small>
      </div>
      {permission === 'default' ? (
        <div>
          <Button icon={<BellRing size={14} />} onPress={() => void Notification.requestPermission().then(setPermission)}>
            Allow notices…
          </Button>
        </div>
      ) : null}
    </div>
  )
}

async function set(change: Partial<Settings>): Promise<void> {
  const result = await runCommand('set-settings', change)
  if (!result.ok) sayError(result.error)
}
