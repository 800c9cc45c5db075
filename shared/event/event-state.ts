export type EventStatus = 'confirmed' | 'tentative' | 'cancelled'
export type ShowAs = 'busy' | 'free' | 'tentative' | 'unavailable'

/** Words of one VEVENT, in upper case, '' when missing. */
export interface EventWords {
  readonly status: string
  readonly transp: string
  /** X-MICROSOFT-CDO-BUSYSTATUS */
  readonly busyStatus: string
}

/**
 * How an event stands in its owner's time (FBA-1, FBA-3). Microsoft's word counts where TRANSP is absent, and where it
 * says more than OPAQUE can (away, tentative); it never turns OPAQUE into free. DAViCal writes `CANCELLED:`.
 */
export function stateOfEvent(event: EventWords): { status: EventStatus; showAs: ShowAs } {
  const status = event.status.startsWith('CANCELLED') ? 'cancelled' : event.status === 'TENTATIVE' ? 'tentative' : 'confirmed'
  return { status, showAs: showAsOf(event.transp, event.busyStatus, status) }
}

function showAsOf(transp: string, busyStatus: string, status: EventStatus): ShowAs {
  if (transp === 'TRANSPARENT') return 'free'
  switch (busyStatus) {
    case 'OOF':
      return 'unavailable'
    case 'TENTATIVE':
      return 'tentative'
    case 'FREE':
    case 'WORKINGELSEWHERE':
      return transp === '' ? 'free' : 'busy'
    default:
      return status === 'tentative' ? 'tentative' : 'busy'
  }
}
