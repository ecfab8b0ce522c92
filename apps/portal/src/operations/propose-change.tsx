import type { ReactNode } from 'react'
import type { FieldValues, UseFormReturn } from 'react-hook-form'
import { Expander, ExpanderContent, ExpanderTitleButton } from 'suomifi-ui-components'
import type { ApiResult } from '../api/call-api.ts'
import { Form } from '../forms/form.tsx'
import { SubmitButton } from '../forms/submit-button.tsx'
import { useAction } from '../layout/use-action.tsx'
import { useTexts } from '../texts/index.ts'
import type { Changed } from './dated-changes.tsx'
import { datedChangeTexts } from './dated-change-texts.ts'

/** A folded form that proposes a change; it is emptied once the change is proposed. */
export function ProposeChange<Typed extends FieldValues, Read>({
  id,
  title,
  form,
  propose,
  onChanged,
  children,
}: {
  id: string
  title: string
  form: UseFormReturn<Typed, unknown, Read>
  propose: (read: Read) => Promise<ApiResult<unknown>>
  onChanged: Changed
  children: ReactNode
}) {
  const t = useTexts(datedChangeTexts)
  const { run, shown, isActing } = useAction()
  const send = (read: Read): Promise<void> =>
    run(
      () => propose(read),
      async () => {
        form.reset()
        await onChanged('proposed')
      },
    )
  return (
    <Expander id={id} mt="m">
      <ExpanderTitleButton asHeading="h3">{title}</ExpanderTitleButton>
      <ExpanderContent>
        <Form form={form} onSubmit={send}>
          {children}
          {shown}
          <SubmitButton isActing={isActing}>{t('propose')}</SubmitButton>
        </Form>
      </ExpanderContent>
    </Expander>
  )
}
