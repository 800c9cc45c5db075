import { useId, useState, type ReactNode } from 'react'
import type { FeedPlace, FeedPreview, Subscription } from '../../../shared/contract/subscriptions.ts'
import type { Hue } from '../../../shared/model/hues.ts'
import type { Zone } from '../../../shared/model/time.ts'
import { dayAndMonth, localDate } from '../../../shared/wording/dates.ts'
import { timeInWords } from '../../../shared/wording/times.ts'
import { AppErrorBlock } from '../../parts/AppErrorBlock.tsx'
import { Button } from '../../parts/Button.tsx'
import { Dialog } from '../../parts/Dialog.tsx'
import { Checkbox, Select, Switch, TextField } from '../../parts/Field.tsx'
import { say } from '../../state/undo.ts'
import { useCommand } from '../../state/use-command.ts'
import { HuePicker } from '../accounts/HuePicker.tsx'
import { addressTyped, eventsInWords, intervalOptions, minutesInWords } from './subscription-words.ts'
import css from './subscriptions.module.css'

interface Props {
  /** Null: a new one. */
  readonly known: Subscription | null
  readonly zone: Zone
  readonly onClose: () => void
}

/** First the address and what stands there, then how it is to look here. Nothing is kept before the person has seen it. */
export function SubscribeDialog({ known, zone, onClose }: Props): ReactNode {
  const [place, setPlace] = useState<FeedPlace>(known?.place ?? { url: '', user: '', allowPlain: false })
  const [secret, setSecret] = useState('')
  const [signIn, setSignIn] = useState(place.user !== '')
  const [seen, setSeen] = useState<FeedPreview | null>(null)
  const [name, setName] = useState(known?.calendar.name ?? '')
  const [suggested, setSuggested] = useState('')
  const [hue, setHue] = useState<Hue>(known?.calendar.hue ?? 'jade')
  const [intervalMin, setIntervalMin] = useState(known?.intervalMin ?? 240)
  const [countsAsBusy, setCountsAsBusy] = useState(known?.calendar.countsAsBusy ?? false)
  const look = useCommand('look-at-subscription')
  const save = useCommand('save-subscription')
  const form = useId()
  const asked = { ...place, url: addressTyped(place.url), user: signIn ? place.user.trim() : '' }
  const typed = secret === '' || !signIn ? null : secret
  const samePlace = known !== null && JSON.stringify(asked) === JSON.stringify(known.place) && typed === null
  const set = (change: Partial<FeedPlace>): void => {
    setPlace((was) => ({ ...was, ...change }))
    setSeen(null)
    look.clearError()
    save.clearError()
  }
  const onLook = async (): Promise<void> => {
    const result = await look.run({ id: known?.calendar.id ?? null, place: asked, secret: typed })
    if (!result.ok) {
      if (result.error.cause === 'feed-needs-sign-in') setSignIn(true)
      return
    }
    setSeen(result.value)
    // A name the person wrote stays; one that came from the address looked at before goes with it.
    if (name === '' || name === suggested) {
      const next = result.value.name || new URL(asked.url.replace(/^webcals?:/i, 'https:')).host
      setName(next)
      setSuggested(next)
    }
    if (known === null && result.value.hue) setHue(result.value.hue)
  }
  const onSave = async (): Promise<void> => {
    const result = await save.run({ id: known?.calendar.id ?? null, place: asked, secret: typed, name: name.trim(), hue, intervalMin, countsAsBusy })
    if (!result.ok) return
    say(known ? 'Saved' : `Subscribed to ${name.trim()}`)
    onClose()
  }
  const ready = (seen !== null || samePlace) && name.trim() !== ''
  const options = intervalOptions.some(({ value }) => value === String(intervalMin)) ? intervalOptions : [...intervalOptions, { value: String(intervalMin), label: `Every ${minutesInWords(intervalMin)}` }]
  return (
    <Dialog
      title={known ? `Change “${known.calendar.name}”` : 'Subscribe to a calendar'}
      isOpen
      onClose={onClose}
      width={480}
      actions={
        <>
          <span className="grow" />
          <Button onPress={onClose}>Cancel</Button>
          {ready ? (
            <Button kind="primary" running={save.running} onPress={() => void onSave()}>
              {known ? 'Save' : 'Subscribe'}
            </Button>
          ) : (
            <Button kind="primary" isDisabled={asked.url === ''} running={look.running} onPress={() => void onLook()}>
              Look at it
            </Button>
          )}
        </>
      }
    >
      <form
        id={form}
        className={css['form']}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          if (ready) void onSave()
          else if (asked.url !== '') void onLook()
        }}
      >
        <TextField label="Address of the calendar" type="url" value={place.url} onChange={(url) => set({ url })} placeholder="https://example.org/holidays.ics" help="It often ends in .ics and may begin with webcal." autoFocus />
        {/^http:\/\//i.test(place.url.trim()) ? (
          <Checkbox value={place.allowPlain} onChange={(allowPlain) => set({ allowPlain })}>
            Read it unencrypted: others on the way can see and change it
          </Checkbox>
        ) : null}
        <Switch value={signIn} onChange={setSignIn}>
          Sign in there
        </Switch>
        {signIn ? (
          <div className={css['pair']}>
            <TextField label="User name" value={place.user} onChange={(user) => set({ user })} autoComplete="username" />
            <TextField
              label="Password"
              type="password"
              value={secret}
              onChange={(text) => {
                setSecret(text)
                setSeen(null)
              }}
              autoComplete="off"
              placeholder={known?.hasSecret ? 'Kept; type to change it' : ''}
            />
          </div>
        ) : null}
        <div aria-live="polite">{seen ? <Preview seen={seen} zone={zone} /> : null}</div>
        {look.error ? <AppErrorBlock error={look.error} /> : null}
        {seen !== null || known !== null ? (
          <>
            <TextField label="Name" value={name} onChange={setName} />
            <HuePicker value={hue} onChange={setHue} />
            <Select label="Read it again" value={String(intervalMin)} options={options} onChange={(min) => setIntervalMin(Number(min))} {...(seen?.wantedMin && seen.wantedMin > intervalMin ? { help: `Its publisher asks for no more than every ${minutesInWords(seen.wantedMin)}, which is kept to.` } : {})} />
            <Switch value={countsAsBusy} onChange={setCountsAsBusy}>
              Counts as busy
            </Switch>
          </>
        ) : null}
        {save.error ? <AppErrorBlock error={save.error} /> : null}
      </form>
    </Dialog>
  )
}

function Preview({ seen, zone }: { readonly seen: FeedPreview; readonly zone: Zone }): ReactNode {
  return (
    <section className={css['preview']} aria-label="What stands there">
      <h3>{seen.name || 'A calendar without a name'}</h3>
      <p className="t12 fg2">{eventsInWords(seen.events, seen.unreadable, seen.others)}</p>
      {seen.already ? <p className="t12 warn">You have subscribed to it already, as “{seen.already}”.</p> : null}
      {seen.next.length > 0 ? (
        <ul className={css['next']}>
          {seen.next.map((event) => (
            <li key={`${event.startUtc}${event.title}`}>
              <time dateTime={new Date(event.startUtc).toISOString()}>
                {dayAndMonth(event.startDate ?? localDate(event.startUtc, zone))}
                {event.startDate === null ? `, ${timeInWords(event.startUtc, { zone })}` : ''}
              </time>
              <span className="cut">{event.title || 'No title'}</span>
            </li>
          ))}
        </ul>
      ) : (
        <p className="t12 fg3">Nothing in it within a year from now.</p>
      )}
    </section>
  )
}
