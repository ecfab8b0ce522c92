import { colours } from '@sotevarmenne/design-tokens/tokens'
import { useState } from 'react'
import { Controller } from 'react-hook-form'
import { Checkbox, CheckboxGroup, TextInput } from 'suomifi-ui-components'
import styled from 'styled-components'
import { useTexts } from '../texts/index.ts'
import { commonTexts } from '../texts/common.ts'
import { useShownError, type Choice } from './fields.tsx'
import { fieldId } from './form-errors.tsx'

/** More choices than this can be filtered by typing, in a box of fixed height. */
const manyChoices = 12

/** Several of many choices: the field's value is the list of those ticked. */
export function TickList({
  name,
  label,
  hint,
  choices,
}: {
  name: string
  label: string
  hint?: string
  choices: readonly Pick<Choice, 'value' | 'label'>[]
}) {
  const t = useTexts(commonTexts)
  const shownError = useShownError()
  const [sought, setSought] = useState('')
  const isLong = choices.length > manyChoices
  const word = sought.trim().toLocaleLowerCase()
  return (
    <Controller
      name={name}
      render={({ field, fieldState }) => {
        const ticked = field.value as readonly string[]
        const { status, statusText } = shownError(fieldState.error)
        const shown = choices.filter(
          (choice) =>
            ticked.includes(choice.value) || choice.label.toLocaleLowerCase().includes(word),
        )
        return (
          <>
            {isLong ? (
              <TextInput
                labelText={t('narrow', { label })}
                value={sought}
                onChange={(value) => {
                  setSought(String(value ?? ''))
                }}
                autoComplete="off"
                mb="s"
              />
            ) : null}
            <Group
              $isLong={isLong}
              labelText={
                <span id={fieldId(name)} tabIndex={-1}>
                  {label}
                </span>
              }
              mb="m"
              {...(hint === undefined ? {} : { groupHintText: hint })}
              {...(status === undefined
                ? {}
                : { groupStatus: status, groupStatusText: statusText })}
            >
              {shown.map(({ value, label: choice }) => (
                <Checkbox
                  key={value}
                  id={`${fieldId(name)}-${value}`}
                  checked={ticked.includes(value)}
                  onClick={({ checkboxState }) => {
                    field.onChange(
                      checkboxState ? [...ticked, value] : ticked.filter((one) => one !== value),
                    )
                  }}
                >
                  {choice}
                </Checkbox>
              ))}
            </Group>
          </>
        )
      }}
    />
  )
}

/** A box of fixed height, which scrolls. */
const Group = styled(CheckboxGroup)<{ $isLong: boolean }>`
  && .fi-checkbox-group_container {
    ${({ $isLong }) =>
      $isLong
        ? `
    max-height: 320px;
    overflow-y: auto;
    padding: 12px 16px;
    border: 1px solid ${colours.line};
    border-radius: 2px;`
        : ''}
  }
`
