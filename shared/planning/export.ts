import type { Instant, PlainDate } from '../model/time.ts'

/** What both exports need of a plan. */
export interface PlanToExport {
  readonly id: string
  readonly name: string
  readonly people: readonly { readonly address: string; readonly name: string }[]
  readonly packages: readonly {
    readonly id: string
    readonly title: string
    readonly minutes: number
    readonly people: readonly string[]
    readonly way: 'all' | 'one' | 'shared'
    readonly deadline: PlainDate | null
    readonly after: readonly string[]
  }[]
  readonly blocks: readonly { readonly id: string; readonly packageId: string; readonly people: readonly string[]; readonly startUtc: Instant; readonly endUtc: Instant; readonly placed: unknown }[]
}

/** `Bob Lindqvist`, or the address of somebody without a name. */
export const nameIn = (plan: PlanToExport, address: string): string => plan.people.find((one) => one.address === address)?.name || address

export const titleIn = (plan: PlanToExport, id: string): string => plan.packages.find((one) => one.id === id)?.title.trim() || 'Work'
