import { Copy, Download, RotateCw } from 'lucide-react'
import { type ReactNode, useId } from 'react'
import type { AccountView } from '../../../shared/contract/calendars.ts'
import type { Diagnostics as Facts } from '../../../shared/contract/diagnostics.ts'
import { diagnosticsText, faultText, outcome } from '../../../shared/wording/diagnostics.ts'
import { timeInWords } from '../../../shared/wording/times.ts'
import { AppErrorBlock } from '../../parts/AppErrorBlock.tsx'
import { Button } from '../../parts/Button.tsx'
import { saveFile } from '../../parts/save-file.ts'
import { Spinner } from '../../parts/Spinner.tsx'
import { useZone } from '../../state/app-state.ts'
import { askAgain, useQuery } from '../../state/live-query.ts'
import { say } from '../../state/undo.ts'
import css from './diagnostics.module.css'
import { WireLog } from './WireLog.tsx'

/** What somebody who helps asks for: read it here, copy it, save it. Whose account is which is said on this page only. */
export function Diagnostics({ accounts }: { readonly accounts: readonly AccountView[] }): ReactNode {
  const { value, error, loading } = useQuery('diagnostics', {})
  const again = (): void => askAgain('diagnostics', {})
  if (error && !value) return <AppErrorBlock error={error} about={{ what: 'Everything you did' }} onRetry={again} />
  if (loading || !value) return <Spinner label="Loading" />
  return (
    <div className={css['page']}>
      <section>
        <h2>For somebody who helps you</h2>
        <p className="fg3">The report names no person, event, calendar or server, and holds no password. It stays here until you give it to somebody.</p>
        <div className={css['acts']}>
          <Button icon={<Copy size={14} />} onPress={() => void copy(value)}>
            Copy the report
          </Button>
          <Button icon={<Download size={14} />} onPress={() => saveFile('parley-diagnostics.txt', diagnosticsText(value), 'text/plain')}>
            Save as a file
          </Button>
          <Button kind="quiet" icon={<RotateCw size={14} />} onPress={again}>
            Look again
          </Button>
        </div>
      </section>
      <section>
        <h2>This program</h2>
        <dl className={css['facts']}>
          <Fact name="Version" value={`${value.version}, ${value.host === 'desktop' ? 'as a program of its own' : 'in a browser'}`} />
          <Fact name="System" value={`${value.system}, ${value.runtime}`} />
          <Fact name="Network" value={value.online ? 'Online' : 'Offline'} />
          <Fact name="Not sent yet" value={value.queue.length === 0 ? 'Nothing' : value.queue.map((row) => `${row.account}: ${row.kind}, ${row.state}, tried ${row.attempts}${faultText(row.problem)}`).join(' · ')} />
        </dl>
      </section>
      {value.accounts.map((account) => (
        <Account key={account.accountId} facts={account} address={accounts.find((one) => one.id === account.accountId)?.address ?? ''} />
      ))}
      <OwnFaults rows={value.faults} />
      <Timings rows={value.timings} />
      <Requests rows={value.requests} />
      <WireLog />
    </div>
  )
}

function Fact({ name, value }: { readonly name: string; readonly value: string }): ReactNode {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  )
}

function Account({ facts, address }: { readonly facts: Facts['accounts'][number]; readonly address: string }): ReactNode {
  const zone = useZone()
  const titles = (works: boolean | null): string => facts.abilities.filter((one) => one.works === works).map((one) => one.title).join(' · ')
  return (
    <section>
      <h2>
        {facts.label} <span className="t12 fg3">{address}</span>
      </h2>
      <dl className={css['facts']}>
        <Fact name="State" value={`${facts.status}${faultText(facts.problem)}`} />
        {facts.product === '' ? null : <Fact name="Server" value={facts.product} />}
        <Fact name="Last success" value={facts.lastSuccessUtc === null ? 'Never' : timeInWords(facts.lastSuccessUtc, { zone })} />
        <Fact name="Works" value={titles(true) || 'Nothing known'} />
        {titles(false) === '' ? null : <Fact name="Does not" value={titles(false)} />}
        {titles(null) === '' ? null : <Fact name="Not found out" value={titles(null)} />}
        <Fact name="Handled" value={facts.quirks.join(' ') || 'Nothing out of the ordinary'} />
        {facts.calendars.map((one) => (
          <Fact key={one.label} name={one.label} value={`${one.events} events, ${one.unreadable} cannot be read, news by ${one.way === 'token' ? 'sync token' : 'comparing ETags'}${faultText(one.problem)}`} />
        ))}
      </dl>
    </section>
  )
}

/** Nothing a person can do about; whoever helps finds the lines of that time in the log. */
function OwnFaults({ rows }: { readonly rows: Facts['faults'] }): ReactNode {
  const zone = useZone()
  if (rows.length === 0) return null
  return (
    <Table title="What went wrong in Parley itself" columns={['What', 'Times', 'Last']}>
      {rows.map((row) => (
        <tr key={row.event}>
          <td>{row.event}</td>
          <td>{row.times}</td>
          <td>{timeInWords(row.lastUtc, { zone })}</td>
        </tr>
      ))}
    </Table>
  )
}

function Timings({ rows }: { readonly rows: Facts['timings'] }): ReactNode {
  return (
    <Table title="How long requests took" columns={['Request', 'Times', 'Median', 'Slowest']}>
      {rows.map((row) => (
        <tr key={row.method}>
          <td>{row.method}</td>
          <td>{row.count}</td>
          <td>{row.medianMs} ms</td>
          <td>{row.slowestMs} ms</td>
        </tr>
      ))}
    </Table>
  )
}

function Requests({ rows }: { readonly rows: Facts['requests'] }): ReactNode {
  const zone = useZone()
  return (
    <Table title={rows.length === 1 ? 'The last request' : `The last ${rows.length} requests`} columns={['At', 'Account', 'Request', 'Path, names cut out', 'Answer', 'Bytes', 'Time']}>
      {rows.map((row, place) => (
        <tr key={rows.length - place}>
          <td>{timeInWords(row.atUtc, { zone })}</td>
          <td>{row.account}</td>
          <td>{row.method}</td>
          <td>
            <code>{row.path}</code>
          </td>
          <td className={row.status === null || row.status >= 400 ? 'bad' : ''}>{outcome(row)}</td>
          <td>{row.bytes.toLocaleString('en-GB')}</td>
          <td>{row.ms === null ? 'running' : `${row.ms} ms`}</td>
        </tr>
      ))}
    </Table>
  )
}

function Table({ title, columns, children }: { readonly title: string; readonly columns: readonly string[]; readonly children: readonly ReactNode[] }): ReactNode {
  const id = useId()
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children.length === 0 ? (
        <p className="fg3">No server has been asked since Parley was started.</p>
      ) : (
        // A table that scrolls is reached by keyboard too.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <div className={css['wrap']} tabIndex={0} role="region" aria-labelledby={id}>
          <table className={css['table']}>
            <thead>
              <tr>
                {columns.map((column) => (
                  <th key={column} scope="col">
                    {column}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>{children}</tbody>
          </table>
        </div>
      )}
    </section>
  )
}

async function copy(facts: Facts): Promise<void> {
  try {
    await navigator.clipboard.writeText(diagnosticsText(facts))
    say('The report was copied')
  } catch {
    say('The report could not be copied', 'The browser does not allow it. Save it as a file instead.')
  }
}
