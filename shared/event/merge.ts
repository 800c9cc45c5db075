export interface FieldClash {
  /** In words for people: `time`, `title`, `place`, … */
  readonly field: string
  readonly before: string
  readonly mine: string
  readonly theirs: string
}
export type MergeOutcome = { readonly kind: 'clean'; readonly text: string } | { readonly kind: 'clash'; readonly fields: readonly FieldClash[] }
/** Three ways, property by property. All are whole texts of one object. */
export declare function mergeObjects(base: string, mine: string, theirs: string): MergeOutcome
