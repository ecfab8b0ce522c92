import { zodResolver } from '@hookform/resolvers/zod'
import { moveCharges } from '@sotevarmenne/api/fees'
import { useState } from 'react'
import { FormProvider, useForm } from 'react-hook-form'
import { Button, Heading, Paragraph } from 'suomifi-ui-components'
import { z } from 'zod'
import { ask, queryClient } from '../api/ask.ts'
import { isBusinessId } from '../forms/business-id.ts'
import { errorText } from '../forms/error-text.ts'
import { TextField } from '../forms/fields.tsx'
import { FormErrors } from '../forms/form-errors.tsx'
import { Done } from '../layout/answers.tsx'
import { ConfirmStep } from '../layout/confirm-step.tsx'
import { Panel } from '../layout/surface.tsx'
import { useAct } from '../layout/use-act.tsx'
import { useTexts } from '../texts/index.ts'
import { useMoney } from '../texts/money.ts'

const typedSuccessor = z.object({
  businessId: z
    .string()
    .trim()
    .refine(isBusinessId, { error: errorText('businessId') }),
})

/** Of an organisation that has merged: what is not invoiced goes to the one that goes on. */
export function MoveCharges({ organisationId }: { organisationId: string }) {
  const t = useTexts('fees')
  const money = useMoney()
  const [isAsking, setIsAsking] = useState(false)
  const [moved, setMoved] = useState<string>()
  const { actOnYes, shown } = useAct()
  const form = useForm<z.input<typeof typedSuccessor>>({
    resolver: zodResolver(typedSuccessor),
    defaultValues: { businessId: '' },
    shouldFocusError: false,
  })
  return (
    <Panel aria-labelledby="move">
      <Heading variant="h2" id="move" mb="s">
        {t('move')}
      </Heading>
      {moved === undefined ? null : <Done title={t('moved')} help={moved} />}
      <Paragraph mb="s">{t('moveHelp')}</Paragraph>
      {shown}
      <FormProvider {...form}>
        <form
          noValidate
          onSubmit={(event) =>
            void form.handleSubmit(() => {
              setIsAsking(true)
            })(event)
          }
        >
          <FormErrors />
          <TextField name="businessId" label={t('moveTo')} />
          <Button type="submit" variant="secondary">
            {t('moveYes')}
          </Button>
        </form>
      </FormProvider>
      <ConfirmStep
        isOpen={isAsking}
        title={t('moveSure', { businessId: form.getValues('businessId') })}
        text={t('moveFinal')}
        yes={t('moveYes')}
        onYes={() =>
          actOnYes(
            () => ask(moveCharges, { organisationId, ...form.getValues() }),
            ({ organisation, charges, netCents, keepers }) => {
              setMoved(
                t('movedTo', {
                  name: organisation.name,
                  count: charges,
                  sum: money(netCents),
                  keepers,
                }),
              )
              form.reset()
              void queryClient.invalidateQueries({ queryKey: ['charges', organisationId] })
            },
          )
        }
        onClose={() => {
          setIsAsking(false)
        }}
      />
    </Panel>
  )
}
