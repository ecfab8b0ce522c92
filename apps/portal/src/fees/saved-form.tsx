import { useState, type ReactNode } from 'react'
import { FormProvider, type FieldValues, type UseFormReturn } from 'react-hook-form'
import { Button, Paragraph } from 'suomifi-ui-components'
import type { Answer } from '../api/ask.ts'
import { FormErrors } from '../forms/form-errors.tsx'
import { Done } from '../layout/answers.tsx'
import { useAct } from '../layout/use-act.tsx'
import { useTexts } from '../texts/index.ts'

/** Facts that stay in their fields once they are saved. */
export function SavedForm<Typed extends FieldValues, Read extends FieldValues, Saved>({
  form,
  saved,
  help,
  save,
  onSaved,
  children,
}: {
  form: UseFormReturn<Typed, unknown, Read>
  /** What is told once it is done. */
  saved: string
  /** From when what is saved holds. */
  help: string
  save: (read: Read) => Promise<Answer<Saved>>
  onSaved: (saved: Saved) => void
  /** The fields. */
  children: ReactNode
}) {
  const t = useTexts('fees')
  const [isSaved, setIsSaved] = useState(false)
  const { act, isActing, shown } = useAct()

  const submit = (read: Read): Promise<void> => {
    setIsSaved(false)
    return act(
      () => save(read),
      (answer) => {
        onSaved(answer)
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
          <Button type="submit" variant="secondary" disabled={isActing}>
            {t('save')}
          </Button>
        </form>
      </FormProvider>
    </>
  )
}
