import { memo, type ReactNode } from 'react'
import { ToggleButton } from 'react-aria-components/ToggleButton'
import { ToggleButtonGroup } from 'react-aria-components/ToggleButtonGroup'
import css from './segmented.module.css'

interface Props<T extends string> {
  readonly label: string
  /** Null: none of them is what is shown now. */
  readonly value: T | null
  readonly options: readonly { readonly value: T; readonly label: ReactNode }[]
  readonly onChange: (value: T) => void
  readonly className?: string
}

function SegmentedGroup<T extends string>({ label, value, options, onChange, className = '' }: Props<T>): ReactNode {
  return (
    <ToggleButtonGroup
      aria-label={label}
      selectionMode="single"
      disallowEmptySelection={value !== null}
      selectedKeys={value === null ? [] : [value]}
      onSelectionChange={(keys) => {
        const [chosen] = [...keys]
        if (chosen !== undefined) onChange(chosen as T)
      }}
      className={`${css['seg']} ${className}`}
    >
      {options.map((option) => (
        <ToggleButton key={option.value} id={option.value} className={css['item'] ?? ''}>
          {option.label}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  )
}

/** One of a few, all of them in view. Arrows move inside, one tab stop. Rests while its props do. */
export const Segmented = memo(SegmentedGroup) as typeof SegmentedGroup
