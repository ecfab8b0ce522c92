import { callNext, takeVisitStep, viewDay, type VisitView } from '@sotevarmenne/api/appointments'
import { zodResolver } from '@hookform/resolvers/zod'
import { FormProvider, useForm, useWatch } from 'react-hook-form'
import { Button, Paragraph } from 'suomifi-ui-components'
import { z } from 'zod'
import { callApi, queryClient } from '../api/call-api.ts'
import { isBusinessId } from '../forms/business-id.ts'
import { errorText } from '../forms/error-texts.ts'
import { ChoiceField, TextField } from '../forms/fields.tsx'
import { FormErrors } from '../forms/form-errors.tsx'
import { SubmitButton } from '../forms/submit-button.tsx'
import { Actions, Panel } from '../layout/surface.tsx'
import { useAction, type Action } from '../layout/use-action.tsx'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { pointTexts } from '../points/texts.ts'
import { wordTexts } from '../texts/words.ts'
import { useMoney } from '../texts/money.ts'
import type { Visitor } from './visitor.ts'
import { usePointServices } from '../points/point-services.ts'

/** The visit of the person at the desk: its purpose and fee; ended when all is done. */
export function VisitServed({
  visit,
  visitor,
  onServed,
}: {
  visit: VisitView
  visitor: Visitor | undefined
  onServed: () => void
}) {
  const t = useTexts(pointTexts)
  const words = useTexts(wordTexts)
  const { nameOf } = usePointServices()
  const { clock } = useDates()
  const money = useMoney()
  const employer = visitor === undefined ? '' : employerOf(visitor)
  return (
    <Panel aria-label={t('serving')}>
      <Paragraph>
        <strong>{`${clock(visit.startsAt)} ${visit.contact?.name ?? t('forgotten')}`}</strong>
        {' · '}
        {visit.services.map(nameOf).join(', ')}
        {' · '}
        {visit.feeCents === 0 ? t('free') : money(visit.feeCents)}
        {' · '}
        {words(`language.${visit.language}`)}
      </Paragraph>
      <EndVisit key={employer} visit={visit} employer={employer} onServed={onServed} />
    </Panel>
  )
}

/** The business ID of the employer for whom the visitor's last card was ordered or prepared. */
const employerOf = ({ orders, prepared }: Visitor): string =>
  orders.find(({ state, employment }) => state !== 'cancelled' && employment)?.employment
    ?.businessId ??
  prepared[0]?.businessId ??
  ''

const typedPayer = z
  .object({ payer: z.enum(['desk', 'organisation']), businessId: z.string().trim() })
  .refine(({ payer, businessId }) => payer === 'desk' || isBusinessId(businessId), {
    path: ['businessId'],
    error: errorText('businessId'),
  })

/** Ends a visit; where there is a fee, with its payer. */
function EndVisit({
  visit,
  employer,
  onServed,
}: {
  visit: VisitView
  employer: string
  onServed: () => void
}) {
  const t = useTexts(pointTexts)
  const { run, isActing, shown } = useAction()
  const form = useForm<z.input<typeof typedPayer>>({
    resolver: zodResolver(typedPayer),
    defaultValues: { payer: 'desk', businessId: employer },
    shouldFocusError: false,
  })
  const isOrganisation = useWatch({ control: form.control, name: 'payer' }) === 'organisation'

  const end = ({ payer, businessId }: z.output<typeof typedPayer>): Promise<void> =>
    run(
      () =>
        callApi(takeVisitStep, {
          ...{ visitId: visit.visitId, step: 'serve' },
          ...(payer === 'organisation' && { payerBusinessId: businessId }),
        }),
      () => {
        void queryClient.invalidateQueries({ queryKey: ['day-of-visits'] })
        onServed()
      },
    )

  return (
    <FormProvider {...form}>
      <form noValidate onSubmit={(event) => void form.handleSubmit(end)(event)}>
        {visit.feeCents === 0 ? null : (
          <>
            <FormErrors />
            <ChoiceField
              name="payer"
              label={t('payer')}
              choices={[
                { value: 'desk', label: t('payer.desk') },
                {
                  value: 'organisation',
                  label: t('payer.organisation'),
                  hint: t('payerHint'),
                },
              ]}
            />
            {isOrganisation ? (
              <TextField
                name="businessId"
                label={t('payerBusinessId')}
                hint={t('payerBusinessIdHint')}
              />
            ) : null}
          </>
        )}
        {shown}
        <Actions>
          <SubmitButton variant="secondary" isActing={isActing}>
            {t('step.serve')}
          </SubmitButton>
        </Actions>
      </form>
    </FormProvider>
  )
}

/** Calls the next visitor in the queue: the visit is passed on, and its name is searched for. */
export function CallNext({ run, onCalled }: { run: Action; onCalled: (visit: VisitView) => void }) {
  const t = useTexts(pointTexts)

  const call = (): Promise<void> =>
    run(
      () => callApi(callNext, {}),
      async ({ visitId }) => {
        const day = await callApi(viewDay, {})
        const visit = day.ok ? day.value.visits.find((one) => one.visitId === visitId) : undefined
        if (visit !== undefined) onCalled(visit)
        void queryClient.invalidateQueries({ queryKey: ['day-of-visits'] })
      },
    )

  return (
    <Button variant="secondary" onClick={() => void call()}>
      {t('callNext')}
    </Button>
  )
}
