import { colours } from '@sotevarmenne/design-tokens/tokens'
import type { ReactNode } from 'react'
import { Controller } from 'react-hook-form'
import {
  Checkbox,
  HintText,
  RadioButtonGroup,
  StatusText,
  Textarea,
  TextInput,
} from 'suomifi-ui-components'
import styled from 'styled-components'
import { useTexts } from '../texts/index.ts'
import { errorTexts, isErrorKey } from './error-texts.ts'
import { fieldId } from './form-errors.tsx'
import { Radio } from './radio.tsx'

/** Fields of the design system bound to the form by their path in it. */
export function TextField({
  name,
  label,
  hint,
  autoComplete = 'off',
  type = 'text',
}: {
  name: string
  label: string
  hint?: string
  autoComplete?: string
  type?: 'text' | 'password'
}) {
  const shownError = useShownError()
  return (
    <Controller
      name={name}
      render={({ field, fieldState }) => (
        <TextInput
          id={fieldId(name)}
          ref={field.ref}
          name={name}
          labelText={label}
          value={String(field.value ?? '')}
          onChange={field.onChange}
          onBlur={field.onBlur}
          autoComplete={autoComplete}
          type={type}
          mb="m"
          {...(hint === undefined ? {} : { hintText: hint })}
          {...shownError(fieldState.error)}
        />
      )}
    />
  )
}

/** A text of several lines. */
export function LongTextField({
  name,
  label,
  hint,
  spellCheck = true,
}: {
  name: string
  label: string
  hint?: string
  spellCheck?: boolean
}) {
  const shownError = useShownError()
  return (
    <Controller
      name={name}
      render={({ field, fieldState }) => (
        <Textarea
          id={fieldId(name)}
          ref={field.ref}
          name={name}
          labelText={label}
          value={String(field.value ?? '')}
          onChange={field.onChange}
          onBlur={field.onBlur}
          autoComplete="off"
          spellCheck={spellCheck}
          fullWidth
          mb="m"
          {...(hint === undefined ? {} : { hintText: hint })}
          {...shownError(fieldState.error)}
        />
      )}
    />
  )
}

export type Choice = {
  readonly value: string
  readonly label: string
  readonly hint?: string
  /** What belongs to the choice, shown below its label. */
  readonly more?: ReactNode
}

export function ChoiceField({
  name,
  label,
  choices,
  labelMode = 'visible',
}: {
  name: string
  label: string
  choices: readonly Choice[]
  labelMode?: 'visible' | 'hidden'
}) {
  const shownError = useShownError()
  return (
    <Controller
      name={name}
      render={({ field, fieldState }) => {
        const { status, statusText } = shownError(fieldState.error)
        return (
          <RadioButtonGroup
            name={name}
            labelText={label}
            labelMode={labelMode}
            value={String(field.value ?? '')}
            onChange={field.onChange}
            mb="m"
            {...(status === undefined ? {} : { groupStatus: status, groupStatusText: statusText })}
          >
            {choices.map(({ value, label: choiceLabel, hint, more }, index) => (
              <Radio
                key={value}
                value={value}
                id={index === 0 ? fieldId(name) : `${fieldId(name)}-${value}`}
                {...(hint === undefined ? {} : { hintText: hint })}
              >
                {choiceLabel}
                {more === undefined ? null : <More>{more}</More>}
              </Radio>
            ))}
          </RadioButtonGroup>
        )
      }}
    />
  )
}

const More = styled.span`
  display: block;
`

/** A plain select: many choices are found by typing their first letters. */
export function SelectField({
  name,
  label,
  hint,
  choices,
  width = 'usual',
}: {
  name: string
  label: string
  hint?: string
  /** `whole`: wide enough for long names. */
  width?: 'usual' | 'whole'
  choices: readonly Pick<Choice, 'value' | 'label'>[]
}) {
  const shownError = useShownError()
  const id = fieldId(name)
  return (
    <Controller
      name={name}
      render={({ field, fieldState }) => {
        const { statusText } = shownError(fieldState.error)
        return (
          <Select $width={width}>
            <label htmlFor={id}>{label}</label>
            {hint === undefined ? null : <HintText id={`${id}-hint`}>{hint}</HintText>}
            <select
              id={id}
              ref={field.ref}
              value={String(field.value)}
              onChange={field.onChange}
              onBlur={field.onBlur}
              aria-invalid={statusText !== undefined}
              {...(hint === undefined ? {} : { 'aria-describedby': `${id}-hint` })}
            >
              {choices.map((choice) => (
                <option key={choice.value} value={choice.value}>
                  {choice.label}
                </option>
              ))}
            </select>
            {statusText === undefined ? null : <StatusText status="error">{statusText}</StatusText>}
          </Select>
        )
      }}
    />
  )
}

const Select = styled.div<{ readonly $width: 'usual' | 'whole' }>`
  max-width: ${({ $width }) => ($width === 'usual' ? '290px' : 'none')};
  margin-bottom: 20px;
  label {
    display: block;
    margin-bottom: 10px;
    font-weight: 600;
  }
  .fi-hint-text {
    margin-bottom: 10px;
  }
  select {
    width: 100%;
    height: 40px;
    padding: 0 8px;
    font: inherit;
    color: inherit;
    background: ${colours.surface};
    border: 1px solid ${colours.edgeLight};
    border-radius: 2px;
  }
  select:focus-visible {
    outline: 3px solid ${colours.focus};
  }
`

export function ConfirmField({
  name,
  label,
  hint,
}: {
  name: string
  label: string
  hint?: string
}) {
  const shownError = useShownError()
  return (
    <Controller
      name={name}
      render={({ field, fieldState }) => (
        <Checkbox
          id={fieldId(name)}
          checked={field.value === true}
          onClick={({ checkboxState }) => {
            field.onChange(checkboxState)
          }}
          {...(hint === undefined ? {} : { hintText: hint })}
          {...shownError(fieldState.error)}
        >
          {label}
        </Checkbox>
      )}
    />
  )
}

export type ShownError = { readonly status?: 'error'; readonly statusText?: string }

export function useShownError(): (error: { message?: string } | undefined) => ShownError {
  const t = useTexts(errorTexts)
  return (error) => {
    if (error?.message === undefined) return {}
    return {
      status: 'error',
      statusText: isErrorKey(error.message) ? t(error.message) : error.message,
    }
  }
}
