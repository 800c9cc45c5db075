import type { Track, TrackBlock } from './grid-model.ts'

/** Heights of the lines and the room above and below their blocks, the same as in grid-row.module.css; rows in sight are counted from them. */
export const rowShapes = { group: { height: 26, inset: 0 }, person: { height: 44, inset: 9 }, dense: { height: 32, inset: 5 }, source: { height: 28, inset: 7 } } as const
export type RowShape = (typeof rowShapes)[keyof typeof rowShapes]

/** Kinds that are nothing but a shape: as many as there are answers, so each is one outline a row and not an element a block. */
export const paintedKinds = ['busy', 'tentative', 'unavailable'] as const
export type PaintedKind = (typeof paintedKinds)[number]

/** What a row draws without words: outlines for an SVG as wide as the axis and as high as the row. Empty: nothing of it. */
export interface RowPaint extends Readonly<Record<PaintedKind, string>> {
  readonly off: string
}

/** Blocks keep this much apart, so that two that touch stay two; and their corners are cut by that much. */
const apart = 1
const corner = 1.5

export function paintOf({ blocks, off }: Pick<Track, 'blocks' | 'off'>, { height, inset }: RowShape): RowPaint {
  const paint: Record<PaintedKind, string> = { busy: '', tentative: '', unavailable: '' }
  for (const block of blocks) {
    if (!isPainted(block)) continue
    // The stripes have a line around them, which lies inside.
    const line = block.kind === 'tentative' ? 0.5 : 0
    paint[block.kind] += outlined(block.x + apart + line, inset + line, Math.max(block.width - 2 * (apart + line), 0.5), height - 2 * (inset + line))
  }
  return { ...paint, off: off.map((box) => `M${round(box.x)} 0h${round(box.width)}v${height}h${round(-box.width)}z`).join('') }
}

const isPainted = (block: TrackBlock): block is TrackBlock & { readonly kind: PaintedKind } => (paintedKinds as readonly string[]).includes(block.kind)

/** Blocks that say something: a title, or why nothing is known. */
export const wordedOf = (blocks: readonly TrackBlock[]): readonly TrackBlock[] => blocks.filter((block) => !isPainted(block))

/** A box with its corners cut off: at this size it looks round, and a polygon is painted in a fraction of the time. */
function outlined(x: number, y: number, width: number, height: number): string {
  const cut = Math.min(corner, width / 2)
  const along = round(width - 2 * cut)
  const down = round(height - 2 * cut)
  return `M${round(x + cut)} ${round(y)}h${along}l${cut} ${cut}v${down}l${-cut} ${cut}h${-along}l${-cut} ${-cut}v${-down}z`
}

const round = (value: number): number => Math.round(value * 100) / 100

/** How many blocks an outline holds. */
export const blocksIn = (outline: string): number => outline.split('M').length - 1
