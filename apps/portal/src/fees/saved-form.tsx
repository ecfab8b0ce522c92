import { useState, type ReactNode } from 'react'
import { FormProvider, type FieldValues, type UseFormReturn } from 'react-hook-form'
import { Paragraph } from 'suomifi-ui-components'
import type { ApiResult } from '../api/call-api.ts'
import { FormErrors } from '../forms/form-errors.tsx'
import { SubmitButton } from '../forms/submit-button.tsx'
import { Done } from '../layout/responses.tsx'
import { useAction } from '../layout/use-action.tsx'
import { useTexts } from '../texts/index.ts'
import { feeTexts } from './texts.ts'

/** Values that stay in their fields once they are saved. */
export function SavedForm<Typed extends FieldValues, Read extends FieldValues, Saved>({
  form,
  saved,
  help,
  save,
  onSaved,
  children,
}: {
  form: UseFormReturn<Typed, unknown, Read>
  /** The message after saving. */
  saved: string
  /** From when the saved values apply. */
  help: string
  save: (read: Read) => Promise<ApiResult<Saved>>
  onSaved: (saved: Saved) => void
  /** The fields. */
  children: ReactNode
}) {
  const t = useTexts(feeTexts)
  const [isSaved, setIsSaved] = useState(false)
  const { run, isActing, shown } = useAction()

  const submit = (read: Read): Promise<void> => {
    setIsSaved(false)
    return run(
      () => save(read),
      (response) => {
        onSaved(response)
        setIsSaved(true)
      },
    )
  }

  return (
    <>
      {isSaved ? <Done title={saved} help={help} /> : null}
      <FormProvider {...form}>
        <form noValidate onSubmit={(event) => void form.handleSubmit(submit)(event)}>
          {isSaved ? null : <Paragraph mb="s">{help}</Paragraph>}
          <FormErrors />
          {children}
          {shown}
          <SubmitButton variant="secondary" isActing={isActing}>
            {t('save')}
          </SubmitButton>
        </form>
      </FormProvider>
    </>
  )
}
