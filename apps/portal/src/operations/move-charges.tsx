import { zodResolver } from '@hookform/resolvers/zod'
import { moveCharges } from '@sotevarmenne/api/fees'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { Button, Heading, Paragraph } from 'suomifi-ui-components'
import { z } from 'zod'
import { callApi, queryClient } from '../api/call-api.ts'
import { isBusinessId } from '../forms/business-id.ts'
import { errorText } from '../forms/error-texts.ts'
import { TextField } from '../forms/fields.tsx'
import { Form } from '../forms/form.tsx'
import { Done } from '../layout/responses.tsx'
import { ConfirmStep } from '../layout/confirm-step.tsx'
import { Panel } from '../layout/surface.tsx'
import { useAction } from '../layout/use-action.tsx'
import { useTexts } from '../texts/index.ts'
import { feeTexts } from '../fees/texts.ts'
import { useMoney } from '../texts/money.ts'

const typedSuccessor = z.object({
  businessId: z
    .string()
    .trim()
    .refine(isBusinessId, { error: errorText('businessId') }),
})

/** For an organisation that has merged: charges not yet invoiced move to its successor. */
export function MoveCharges({ organisationId }: { organisationId: string }) {
  const t = useTexts(feeTexts)
  const money = useMoney()
  const [isConfirming, setIsConfirming] = useState(false)
  const [moved, setMoved] = useState<string>()
  const { runOnConfirm, shown } = useAction()
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
      <Form
        form={form}
        onSubmit={() => {
          setIsConfirming(true)
        }}
      >
        <TextField name="businessId" label={t('moveTo')} />
        <Button type="submit" variant="secondary">
          {t('moveYes')}
        </Button>
      </Form>
      <ConfirmStep
        isOpen={isConfirming}
        title={t('moveSure', { businessId: form.getValues('businessId') })}
        text={t('moveFinal')}
        yes={t('moveYes')}
        onYes={() =>
          runOnConfirm(
            () => callApi(moveCharges, { organisationId, ...form.getValues() }),
            ({ organisation, charges, netCents, pointOperators }) => {
              setMoved(
                t('movedTo', {
                  name: organisation.name,
                  count: charges,
                  sum: money(netCents),
                  pointOperators,
                }),
              )
              form.reset()
              void queryClient.invalidateQueries({ queryKey: ['charges', organisationId] })
            },
          )
        }
        onClose={() => {
          setIsConfirming(false)
        }}
      />
    </Panel>
  )
}
