import { useState, type ReactNode } from 'react'
import type { AccountView } from '../../../shared/contract/calendars.ts'
import type { PublishedLink, Publishing } from '../../../shared/contract/publishing.ts'
import { AppErrorBlock } from '../../parts/AppErrorBlock.tsx'
import { BusyStrip, DayRuler } from '../../parts/BusyStrip.tsx'
import { Button } from '../../parts/Button.tsx'
import { Sheet, SheetBody, SheetFoot, SheetHead } from '../../parts/Dialog.tsx'
import { Checkbox, Select, TextField } from '../../parts/Field.tsx'
import { Spinner } from '../../parts/Spinner.tsx'
import { useQuery } from '../../state/live-query.ts'
import { say } from '../../state/undo.ts'
import { useCommand } from '../../state/use-command.ts'
import { addressesOf, aheadOptions, authOptions, awayOptions, methodOptions, newLink, roundOptions, tentativeOptions } from './link-model.ts'
import css from './publishing.module.css'

interface Props {
  /** Null: a new one. */
  readonly link: PublishedLink | null
  readonly accounts: readonly AccountView[]
  readonly zone: string
  readonly onClose: () => void
}

/** Settings of a link on one side, exactly what they publish on the other. */
export function LinkDialog({ link, accounts, zone, onClose }: Props): ReactNode {
  const [form, setForm] = useState<Publishing>(() => link?.settings ?? newLink(accounts))
  const [secret, setSecret] = useState('')
  const [text, setText] = useState(false)
  const save = useCommand('save-published-link')
  const set = (change: Partial<Publishing>): void => {
    setForm((was) => ({ ...was, ...change }))
    save.clearError()
  }
  const valid = form.url.trim() !== '' && form.name.trim() !== ''
  const preview = useQuery('publish-preview', { settings: { ...form, url: valid ? form.url : 'https://example.org/', name: form.name.trim() === '' ? 'x' : form.name } })
  const calendars = accounts.flatMap((account) => account.calendars.map((calendar) => ({ id: calendar.id, name: calendar.name, hue: calendar.hue, owner: account.address })))
  const publish = async (): Promise<void> => {
    const result = await save.run({ id: link?.id ?? null, settings: form, secret: secret === '' ? null : secret, overwrite: false })
    if (!result.ok) return
    say(link ? 'Saved' : 'It is being published', 'What you saw in the preview, and nothing else.')
    onClose()
  }
  const moves = link !== null && link.lastSuccessUtc !== null && form.url.trim() !== link.settings.url
  const plain = /^http:\/\//i.test(form.url.trim())
  return (
    <Sheet label={link ? `Change ${link.settings.name}` : 'Publish your free and busy time'} isOpen onClose={onClose} width={880} keepOnPressOutside>
      <SheetHead title={link ? `Change “${link.settings.name}”` : 'Publish your free and busy time'} onClose={onClose} />
      <SheetBody>
        <div className={css['dialog']}>
          <div className={css['form']}>
            <TextField label="Name" value={form.name} onChange={(name) => set({ name })} />
            <TextField label="Address it is written to" type="url" value={form.url} onChange={(url) => set({ url })} placeholder="https://dav.example.org/alice/busy.ifb" help="Your provider tells it. {user}, {domain}, {userid} and {token} are filled in." autoFocus />
            {moves ? <p className="t12 warn">What stands at the old address stays there, as it is now. To take it away, stop publishing there first and make a new link.</p> : null}
            {plain ? (
              <Checkbox value={form.allowPlain} onChange={(allowPlain) => set({ allowPlain })}>
                The network is mine: send it unencrypted
              </Checkbox>
            ) : null}
            <div className={css['pair']}>
              <Select label="Sign-in" value={form.auth} options={authOptions} onChange={(auth) => set({ auth })} />
              <Select label="Written with" value={form.method} options={methodOptions} onChange={(method) => set({ method })} />
            </div>
            {form.auth === 'basic' ? <TextField label="User name" value={form.user} onChange={(user) => set({ user })} autoComplete="username" /> : null}
            {form.auth === 'none' ? null : <TextField label={form.auth === 'basic' ? 'Password' : 'Token'} type="password" value={secret} onChange={setSecret} autoComplete="off" placeholder={link?.hasSecret ? 'Kept; type to change it' : ''} />}
            <TextField label="Address others read" type="url" value={form.readUrl} onChange={(readUrl) => set({ readUrl })} placeholder="The same, if it is empty" />
            <div className={css['pair']}>
              <Select label="Whose time" value={form.address} options={addressesOf(accounts).map((value) => ({ value, label: value }))} onChange={(address) => set({ address })} />
              <Select label="How far" value={String(form.aheadDays)} options={aheadOptions.some(({ value }) => value === String(form.aheadDays)) ? aheadOptions : [...aheadOptions, { value: String(form.aheadDays), label: `${form.aheadDays} days ahead` }]} onChange={(days) => set({ aheadDays: Number(days) })} />
              <Select label="Times are shown in" value={String(form.roundMin)} options={roundOptions} onChange={(min) => set({ roundMin: Number(min) as Publishing['roundMin'] })} />
              <Select label="Tentative time" value={form.tentative} options={tentativeOptions} onChange={(tentative) => set({ tentative })} />
              <Select label="Being away" value={form.away} options={awayOptions} onChange={(away) => set({ away })} />
            </div>
            <Checkbox value={form.offHours} onChange={(offHours) => set({ offHours })}>
              Outside of my working hours I am away
            </Checkbox>
            <fieldset className={css['calendars']}>
              <legend>Calendars that count</legend>
              <Checkbox value={form.collectionIds === null} onChange={(all) => set({ collectionIds: all ? null : calendars.map(({ id }) => id) })}>
                All that count as busy, also later ones
              </Checkbox>
              {form.collectionIds === null
                ? null
                : calendars.map((calendar) => (
                    <Checkbox
                      key={calendar.id}
                      hue={calendar.hue}
                      value={form.collectionIds?.includes(calendar.id) ?? false}
                      onChange={(on) => set({ collectionIds: on ? [...(form.collectionIds ?? []), calendar.id] : (form.collectionIds ?? []).filter((id) => id !== calendar.id) })}
                    >
                      {calendar.name} <span className="fg3">{accounts.length > 1 ? calendar.owner : ''}</span>
                    </Checkbox>
                  ))}
            </fieldset>
          </div>
          <section className={css['preview']} aria-label="Preview" aria-live="polite">
            <h3>Exactly this leaves</h3>
            {preview.value === null ? <Spinner label="Making the preview" /> : null}
            {preview.error ? <AppErrorBlock error={preview.error} /> : null}
            {preview.value?.withheld ? (
              <>
                <p className={css['silent']}>{preview.value.withheld}</p>
                {/cannot be read/.test(preview.value.withheld) ? (
                  <Checkbox value={form.pastUnreadable} onChange={(pastUnreadable) => set({ pastUnreadable })}>
                    Publish without them
                  </Checkbox>
                ) : null}
              </>
            ) : null}
            {preview.value && !preview.value.withheld ? <Weeks spans={preview.value.spans} window={preview.value.window} zone={zone} /> : null}
            {preview.value && !preview.value.withheld ? (
              <>
                <Button size="small" kind="quiet" onPress={() => setText(!text)} aria-expanded={text}>
                  {text ? 'Hide the text' : 'Show the text'}
                </Button>
                {text ? <pre className={css['text']}>{preview.value.text}</pre> : null}
              </>
            ) : null}
          </section>
        </div>
        {save.error ? (
          <div ref={intoView}>
            <AppErrorBlock error={save.error} />
          </div>
        ) : null}
      </SheetBody>
      <SheetFoot>
        <span className="grow" />
        <Button onPress={onClose}>Cancel</Button>
        <Button kind="primary" isDisabled={!valid || (form.auth !== 'none' && secret === '' && !(link?.hasSecret ?? false))} running={save.running} onPress={() => void publish()}>
          {link ? 'Save and publish' : 'Publish this'}
        </Button>
      </SheetFoot>
    </Sheet>
  )
}

/** The form is long: a refusal under it would not be seen. */
const intoView = (block: HTMLElement | null): void => block?.scrollIntoView({ block: 'nearest' })

const weekMs = 7 * 86_400_000

/** The first four weeks, one bar each; the rest is said. */
function Weeks({ spans, window, zone }: { readonly spans: Parameters<typeof BusyStrip>[0]['spans']; readonly window: { readonly startUtc: number; readonly endUtc: number }; readonly zone: string }): ReactNode {
  const starts = [0, 1, 2, 3].map((n) => window.startUtc + n * weekMs).filter((start) => start < window.endUtc)
  const days = Math.round((window.endUtc - window.startUtc) / 86_400_000)
  return (
    <div className={css['weeks']}>
      {starts.map((startUtc, n) => {
        const week = { startUtc, endUtc: Math.min(startUtc + weekMs, window.endUtc) }
        return (
          <div key={startUtc}>
            <DayRuler window={week} zone={zone} />
            <BusyStrip label={`Week ${n + 1}`} spans={spans.filter((span) => span.startUtc < week.endUtc && span.endUtc > week.startUtc)} window={week} zone={zone} />
          </div>
        )
      })}
      <p className="t12 fg3">{days} days in all. Times and kinds, no titles, no places, no people.</p>
    </div>
  )
}
