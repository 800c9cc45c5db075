import { Check, Search, Square, X } from 'lucide-react'
import { useEffect, useState, type ReactNode } from 'react'
import type { FindingStep, FreebusyFinding } from '../../../shared/contract/freebusy-urls.ts'
import type { Zone } from '../../../shared/model/time.ts'
import { AppErrorBlock } from '../../parts/AppErrorBlock.tsx'
import { Button } from '../../parts/Button.tsx'
import { TextField } from '../../parts/Field.tsx'
import { Spinner } from '../../parts/Spinner.tsx'
import { announce } from '../../state/announce.ts'
import { useQuery } from '../../state/live-query.ts'
import { runCommand, useCommand } from '../../state/use-command.ts'
import { FoundCard } from './FoundCard.tsx'
import { fromCards, looksLikeUrl, personOf } from './finder-model.ts'
import css from './freebusy-urls.module.css'

/** Cards hold pictures; more than this is no card. */
const mostCardBytes = 2_000_000

/** Type an address or paste a URL; everything that is tried is shown as it happens, and nothing is kept before it was seen to work. */
export function Finder({ begin, zone }: { readonly begin: string; readonly zone: Zone }): ReactNode {
  const [what, setWhat] = useState(begin)
  const [whose, setWhose] = useState('')
  const [user, setUser] = useState('')
  const [password, setPassword] = useState('')
  const [empty, setEmpty] = useState(false)
  const find = useCommand('find-freebusy-url')
  const finding = useQuery('freebusy-finding', {}).value?.finding ?? null
  const isUrl = looksLikeUrl(what)
  useOutcomeSaid(finding)
  // Another page was gone to: what was tried is not kept for the next time.
  useEffect(() => () => void runCommand('end-freebusy-finding', {}), [])

  const start = async (): Promise<void> => {
    setEmpty(what.trim() === '')
    if (what.trim() === '') return
    await find.run({ what: what.trim(), address: isUrl && whose.trim() !== '' ? whose.trim() : null, user: user.trim(), password })
  }
  const onWhat = (text: string): void => {
    setWhat(text)
    // A password belongs to the server it was typed for.
    if (user !== '' || password !== '') {
      setUser('')
      setPassword('')
    }
  }
  /** True when the text was a contact card. */
  const takeCards = (text: string): boolean => {
    const card = fromCards(text)
    if (card === null) return false
    onWhat(card.what)
    setWhose(card.whose)
    announce(`Contact card of ${card.name}`)
    return true
  }
  const asksSignIn = finding?.signIn ?? null
  return (
    <section
      className={css['group']}
      aria-labelledby="finder-title"
      onPaste={(event) => {
        if (takeCards(event.clipboardData.getData('text/vcard') || event.clipboardData.getData('text/plain'))) event.preventDefault()
      }}
      onDrop={(event) => {
        const file = [...event.dataTransfer.files].find(({ name, type }) => /\.(vcf|vcard)$/i.test(name) || /^text\/(x-)?vcard$/.test(type))
        if (file === undefined || file.size >= mostCardBytes) return
        event.preventDefault()
        void file.text().then(takeCards)
      }}
    >
      <h2 id="finder-title">Find or test</h2>
      <p className="fg3">A person on any server may show when they are busy, never with what. Type their mail address, or paste the link or contact card (.vcf) they gave you; a card can be dropped here too.</p>
      <form
        className={css['form']}
        onSubmit={(event) => {
          event.preventDefault()
          void start()
        }}
      >
        <div className={css['fields']}>
          <TextField label="Mail address or freebusy URL" value={what} onChange={onWhat} placeholder="dana@example.org or https://…" error={empty ? 'Type an address or paste a link.' : ''} icon={<Search size={14} aria-hidden="true" />} large />
          {isUrl ? <TextField label="Whose is it?" type="email" value={whose} onChange={setWhose} placeholder="dana@example.org" help="Also fills {user} and {domain} in a template." large /> : null}
        </div>
        {asksSignIn ? (
          <div className={css['fields']}>
            <TextField label={`User name at ${asksSignIn.host}`} value={user} onChange={setUser} autoComplete="off" autoFocus />
            <TextField label="Password" type="password" value={password} onChange={setPassword} autoComplete="off" help="Sent to this server alone, and never in clear text." />
          </div>
        ) : null}
        <div className={css['acts']}>
          <Button kind="primary" type="submit" running={find.running}>
            {isUrl ? (asksSignIn ? 'Test with this sign-in' : 'Test it') : 'Find it'}
          </Button>
          {finding?.running ? (
            <Button kind="quiet" icon={<Square size={12} />} onPress={() => void runCommand('end-freebusy-finding', {})}>
              Stop
            </Button>
          ) : null}
        </div>
      </form>
      {find.error ? <AppErrorBlock error={find.error} about={{ what: 'What you kept', plural: false }} /> : null}
      {/* The end stands over the way there: some twenty places may have been tried. */}
      {finding ? (
        <>
          {finding.problem !== null && !finding.running ? (
            <p className={css['problem']} role="status">
              {finding.problem} {finding.steps.length > 1 ? 'Ask the person for a link; calendars call it “free/busy” or “published calendar”.' : ''}
            </p>
          ) : null}
          {finding.found ? <FoundCard found={finding.found} person={personOf(finding)} signIn={user === '' ? null : { user, password }} zone={zone} /> : null}
          <ol className={css['steps']} aria-label="What was tried">
            {finding.steps.map((step) => (
              <Step key={step.key} step={step} />
            ))}
          </ol>
        </>
      ) : null}
    </section>
  )
}

function Step({ step }: { readonly step: FindingStep }): ReactNode {
  const words = step.state === 'running' && step.outcome === '' ? 'asking…' : step.outcome
  return (
    <li data-state={step.state}>
      <span className={css['mark']} data-state={step.state} aria-hidden="true">
        {step.state === 'running' ? <Spinner size={12} label="Asking" /> : step.state === 'yes' ? <Check size={12} /> : <X size={12} />}
      </span>
      <span className={css['what']}>
        <b>{step.title}</b>
        <small>
          {step.host ? `${step.host} · ` : ''}
          {words}
          {step.status === null || step.status === 200 ? '' : ` (${step.status})`}
        </small>
        {step.url ? <code title={step.url}>{step.url}</code> : null}
      </span>
      <span className={css['took']}>{step.tookMs === null ? '' : `${step.tookMs} ms`}</span>
    </li>
  )
}

/** The end is said once; the steps are there to be read. */
function useOutcomeSaid(finding: FreebusyFinding | null): void {
  const text = finding === null || finding.running ? '' : finding.found ? `Found: ${finding.found.title}, ${finding.found.host}` : finding.signIn ? `${finding.signIn.host} asks for a sign-in` : (finding.problem ?? '')
  useEffect(() => {
    if (text !== '') announce(text)
  }, [text])
}
