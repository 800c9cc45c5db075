/** Steps of a path that servers choose themselves and that are the same for everybody. */
const known: ReadonlySet<string> = new Set(
  (
    '.well-known caldav carddav dav davical caldav.php cal.php dav.php card.php remote.php index.php sogo baikal zimbra groupware.php radicale ischedule ' +
    'calendars calendar addressbooks addressbook principals principal users user groups resources locations __uids__ _folders ' +
    'inbox outbox schedule-inbox schedule-outbox notifications freebusy default trash'
  ).split(' '),
)
const endings: ReadonlySet<string> = new Set(['.ics', '.vcf', '.ifb', '.vfb'])

/**
 * A path as it may be shown to others: `/dav/calendars/user/…/…/….ics?…`. Names of people, calendars and objects, tokens and
 * queries are cut out by keeping only what is known to be the same everywhere. Text that is no URL gives `…`.
 */
export function pathShape(url: string): string {
  if (!URL.canParse(url, 'http://localhost')) return '…'
  const { pathname, search } = new URL(url, 'http://localhost')
  return pathname.split('/').map(shapeOf).join('/') + (search === '' ? '' : '?…')
}

function shapeOf(step: string): string {
  return step === '' || isKnownStep(step) ? step : `…${endingOf(step)}`
}

/** A step of a path that is the same for everybody. */
export const isKnownStep = (step: string): boolean => known.has(step.toLowerCase())

/** `.ics` and the like, in lower case; '' for any other ending, which may be a part of a name. */
export function endingOf(step: string): string {
  const ending = /\.[a-z]{3}$/i.exec(step)?.[0].toLowerCase() ?? ''
  return endings.has(ending) ? ending : ''
}
