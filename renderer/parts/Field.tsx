import { ChevronDown } from 'lucide-react'
import type { ReactNode, RefObject } from 'react'
import { Checkbox as AriaCheckbox } from 'react-aria-components/Checkbox'
import { Button } from 'react-aria-components/Button'
import { Group } from 'react-aria-components/Group'
import { Input } from 'react-aria-components/Input'
import { Label } from 'react-aria-components/Label'
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox'
import { Popover } from 'react-aria-components/Popover'
import { Select as AriaSelect, SelectValue } from 'react-aria-components/Select'
import { Switch as AriaSwitch } from 'react-aria-components/Switch'
import { Text } from 'react-aria-components/Text'
import { TextArea } from 'react-aria-components/TextArea'
import { FieldError } from 'react-aria-components/FieldError'
import { TextField as AriaTextField } from 'react-aria-components/TextField'
import css from './field.module.css'
import list from './popover.module.css'

interface TextFieldProps {
  readonly label: string
  /** The label is still said to readers. */
  readonly hideLabel?: boolean
  readonly value: string
  readonly onChange: (value: string) => void
  readonly type?: 'text' | 'email' | 'password' | 'url' | 'search'
  readonly name?: string
  readonly autoComplete?: string
  readonly placeholder?: string
  readonly help?: ReactNode
  /** A sentence; empty or absent when all is well. */
  readonly error?: string
  readonly large?: boolean
  readonly autoFocus?: boolean
  /** More than one line. */
  readonly rows?: number
  readonly icon?: ReactNode
  readonly trailing?: ReactNode
  readonly disabled?: boolean
  readonly required?: boolean
  readonly inputRef?: RefObject<HTMLInputElement | null>
  readonly onBlur?: () => void
}

export function TextField(p: TextFieldProps): ReactNode {
  const invalid = Boolean(p.error)
  return (
    <AriaTextField
      value={p.value}
      onChange={p.onChange}
      isInvalid={invalid}
      isDisabled={p.disabled ?? false}
      isRequired={p.required ?? false}
      type={p.type ?? 'text'}
      // Focus goes where the person is about to type when a form opens.
      autoFocus={p.autoFocus ?? false}
      validationBehavior="aria"
      className={css['field'] ?? ''}
      {...(p.name ? { name: p.name } : {})}
      {...(p.autoComplete ? { autoComplete: p.autoComplete } : {})}
      {...(p.onBlur ? { onBlur: p.onBlur } : {})}
    >
      <Label className={(p.hideLabel ? css['hideLabel'] : css['label']) ?? ''}>{p.label}</Label>
      <Group isInvalid={invalid} className={`${css['box']} ${p.large ? css['large'] : ''}`}>
        {p.icon}
        {p.rows ? (
          <TextArea rows={p.rows} placeholder={p.placeholder ?? ''} />
        ) : (
          <Input placeholder={p.placeholder ?? ''} spellCheck={p.type === undefined || p.type === 'text'} {...(p.inputRef ? { ref: p.inputRef } : {})} />
        )}
        {p.trailing}
      </Group>
      {p.help ? (
        <Text slot="description" className={css['help'] ?? ''}>
          {p.help}
        </Text>
      ) : null}
      <FieldError className={css['error'] ?? ''}>{p.error ?? ''}</FieldError>
    </AriaTextField>
  )
}

export interface Option<T extends string> {
  readonly value: T
  readonly label: string
  readonly detail?: string
  /** Colours a dot before the label. */
  readonly hue?: string
}

interface SelectProps<T extends string> {
  readonly label: string
  readonly hideLabel?: boolean
  readonly value: T
  readonly options: readonly Option<T>[]
  readonly onChange: (value: T) => void
  readonly large?: boolean
  readonly disabled?: boolean
  readonly icon?: ReactNode
  readonly help?: ReactNode
}

/** Two calendars may share a name: then the closed box also says whose it is. */
function chosenWords<T extends string>(options: readonly Option<T>[], value: T): string {
  const chosen = options.find((option) => option.value === value)
  if (chosen === undefined) return ''
  const alike = options.filter(({ label }) => label === chosen.label).length > 1
  return alike && chosen.detail ? `${chosen.label} · ${chosen.detail}` : chosen.label
}

export function Select<T extends string>(p: SelectProps<T>): ReactNode {
  return (
    <AriaSelect
      value={p.value}
      onChange={(key) => {
        if (key !== null) p.onChange(String(key) as T)
      }}
      isDisabled={p.disabled ?? false}
      className={css['field'] ?? ''}
    >
      <Label className={(p.hideLabel ? css['hideLabel'] : css['label']) ?? ''}>{p.label}</Label>
      <Button className={`${css['box']} ${p.large ? css['large'] : ''}`}>
        {p.icon}
        <SelectValue className={css['value'] ?? ''}>{chosenWords(p.options, p.value)}</SelectValue>
        <ChevronDown size={14} aria-hidden="true" />
      </Button>
      {p.help ? (
        <Text slot="description" className={css['help'] ?? ''}>
          {p.help}
        </Text>
      ) : null}
      <Popover offset={4} className={list['popover'] ?? ''}>
        <ListBox className={list['list'] ?? ''}>
          {p.options.map((option) => (
            <ListBoxItem key={option.value} id={option.value} textValue={option.label} className={list['item'] ?? ''}>
              {option.hue ? <Dot hue={option.hue} /> : <span />}
              <span className={list['words']}>{option.label}</span>
              {option.detail ? <span className={list['detail']}>{option.detail}</span> : null}
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </AriaSelect>
  )
}

const Dot = ({ hue }: { readonly hue: string }): ReactNode => (
  <svg data-hue={hue} width="10" height="10" viewBox="0 0 10 10" aria-hidden="true">
    <circle cx="5" cy="5" r="4.5" fill="var(--cal-solid)" />
  </svg>
)

interface ToggleProps {
  readonly value: boolean
  readonly onChange: (value: boolean) => void
  readonly children?: ReactNode
  /** Needed when there are no children. */
  readonly label?: string
  readonly disabled?: boolean
}

/** Takes effect at once. */
export function Switch({ value, onChange, children, label, disabled = false }: ToggleProps): ReactNode {
  return (
    <AriaSwitch isSelected={value} onChange={onChange} isDisabled={disabled} className={css['switch'] ?? ''} {...(label ? { 'aria-label': label } : {})}>
      <span className={css['track']} />
      {children}
    </AriaSwitch>
  )
}

/** `tabStop` false: reached by another key than Tab, in lists that have one stop for all. */
export function Checkbox({ value, onChange, children, label, disabled = false, hue, tabStop = true }: ToggleProps & { readonly hue?: string; readonly tabStop?: boolean }): ReactNode {
  return (
    <AriaCheckbox isSelected={value} onChange={onChange} isDisabled={disabled} excludeFromTabOrder={!tabStop} className={css['check'] ?? ''} {...(label ? { 'aria-label': label } : {})}>
      <span className={css['tick']} {...(hue ? { 'data-hue': hue } : {})} />
      {children}
    </AriaCheckbox>
  )
}
