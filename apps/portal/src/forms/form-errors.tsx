import { useEffect, useRef } from 'react'
import { useFormContext, type FieldError, type FieldErrors } from 'react-hook-form'
import { ErrorSummary } from 'suomifi-ui-components'
import styled from 'styled-components'
import { outcomeOrder } from '../layout/outcome-order.ts'
import { pausePointer } from '../layout/pointer-pause.ts'
import { useTexts } from '../texts/index.ts'
import { commonTexts } from '../texts/common.ts'
import { errorTexts, isErrorKey } from './error-texts.ts'

/** Above the form after a failed submit: the errors, each linked to its field. Takes the focus. */
export function FormErrors() {
  const common = useTexts(commonTexts)
  const t = useTexts(errorTexts)
  const { formState } = useFormContext()
  const heading = useRef<HTMLHeadingElement>(null)
  const found = errorsOf(formState.errors)
  const { submitCount, isSubmitting } = formState
  const hasErrors = found.length > 0
  useEffect(() => {
    if (submitCount > 0 && !isSubmitting && hasErrors) {
      heading.current?.focus()
      outcomeOrder.noteError()
      pausePointer()
    }
    // Only a new submit moves the focus, not each corrected field.
  }, [submitCount, isSubmitting])
  if (submitCount === 0 || !hasErrors) return null
  return (
    <Summary>
      <ErrorSummary
        headingText={common('errors')}
        headingVariant="h2"
        headingRef={heading}
        items={found.map(({ path, message }) => ({
          inputId: fieldId(path),
          text: isErrorKey(message) ? t(message) : message,
        }))}
      />
    </Summary>
  )
}

const Summary = styled.div`
  margin: 20px 0;
`

/** The id of a field's input, by its path in the form. */
export const fieldId = (path: string): string => `field-${path.replaceAll('.', '-')}`

/** A field can have several errors at once: each wrong name of a server. */
const messagesOf = ({ types = {} }: FieldError, message: string): readonly string[] => {
  const several = Object.values(types).filter((one) => typeof one === 'string')
  return several.length > 0 ? several : [message]
}

type FoundError = { readonly path: string; readonly message: string }

/** Every error message of a form with the path of its field, in the order of the form. */
export function errorsOf(errors: FieldErrors, under = ''): readonly FoundError[] {
  return Object.entries(errors).flatMap(([name, error]) => {
    if (error === undefined || name === 'root') return []
    const path = under === '' ? name : `${under}.${name}`
    if (typeof error.message === 'string')
      return messagesOf(error as FieldError, error.message).map((message) => ({ path, message }))
    return errorsOf(error as FieldErrors, path)
  })
}
