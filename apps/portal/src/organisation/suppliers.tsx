import { zodResolver } from '@hookform/resolvers/zod'
import {
  authoriseSupplier,
  endSupplierAuthorisation,
  listSupplierAuthorisations,
} from '@sotevarmenne/api/service-certificates'
import { useQuery } from '@tanstack/react-query'
import { FormProvider, useForm } from 'react-hook-form'
import { Button, Heading, Paragraph } from 'suomifi-ui-components'
import { z } from 'zod'
import { ask, queryClient } from '../api/ask.ts'
import { Chip } from '../cards/card-facts.tsx'
import { TextField } from '../forms/fields.tsx'
import { FormErrors } from '../forms/form-errors.tsx'
import { Fetching, ProblemShown, Unreachable } from '../layout/answers.tsx'
import { Row, Rows } from '../layout/row-list.tsx'
import { Panel } from '../layout/surface.tsx'
import { useAct } from '../layout/use-act.tsx'
import { todayInFinland } from '../texts/dates.ts'
import { usePeriod } from '../texts/period.ts'
import { useTexts } from '../texts/index.ts'

/** Who may apply with whose OIDs; whoever may give power gives it here. */
export function Suppliers({
  organisationId,
  mayAuthorise,
}: {
  organisationId: string
  mayAuthorise: boolean
}) {
  const t = useTexts('certificates')
  const period = usePeriod()
  const { act, isActing, shown } = useAct()
  const queryKey = ['suppliers', organisationId]
  const { data, isLoadingError, refetch } = useQuery({
    queryKey,
    queryFn: ({ signal }) => ask(listSupplierAuthorisations, { organisationId }, signal),
  })
  const keep = (value: unknown): void => {
    queryClient.setQueryData(queryKey, { ok: true, value })
  }
  return (
    <>
      <Heading variant="h2" mt="l" mb="xs">
        {t('suppliers')}
      </Heading>
      <Paragraph mb="s">{t('suppliersHelp')}</Paragraph>
      {isLoadingError ? <Unreachable onRetry={() => void refetch()} /> : null}
      {data === undefined && !isLoadingError ? <Fetching /> : null}
      {data?.ok === false ? <ProblemShown problem={data.refusal} /> : null}
      {data?.ok === true && data.value.authorisations.length === 0 ? (
        <Paragraph>{t('noSuppliers')}</Paragraph>
      ) : null}
      {shown}
      {data?.ok === true && data.value.authorisations.length > 0 ? (
        <Rows>
          {data.value.authorisations.map((one) => (
            <Row
              key={one.authorisationId}
              link={t('supplierRow', { giver: one.giver.name, authorised: one.authorised.name })}
              facts={[
                period(one.validFrom, one.validTo),
                one.oids === 'all' ? t('allOids') : one.oids.join(', '),
              ].join(' · ')}
              state={
                one.mayEnd && mayAuthorise ? (
                  <Button
                    variant="secondary"
                    disabled={isActing}
                    onClick={() =>
                      void act(
                        () =>
                          ask(endSupplierAuthorisation, {
                            organisationId,
                            authorisationId: one.authorisationId,
                          }),
                        keep,
                      )
                    }
                  >
                    {t('endSupplier')}
                  </Button>
                ) : (
                  <Chip $tone={one.standing === 'in-force' ? 'good' : 'neutral'}>
                    {t(`standing.${one.standing}`)}
                  </Chip>
                )
              }
            />
          ))}
        </Rows>
      ) : null}
      {mayAuthorise ? <Authorise organisationId={organisationId} onGiven={keep} /> : null}
    </>
  )
}

function Authorise({
  organisationId,
  onGiven,
}: {
  organisationId: string
  onGiven: (value: unknown) => void
}) {
  const t = useTexts('certificates')
  const { act, isActing, shown } = useAct()
  const typed = z.object({
    customerNumber: z
      .string()
      .trim()
      .toUpperCase()
      .regex(/^A\d{7}$/, { error: t('customerNumberWrong') }),
    businessId: z
      .string()
      .trim()
      .min(1, { error: t('businessIdMissing') }),
  })
  const form = useForm<z.input<typeof typed>>({
    resolver: zodResolver(typed),
    defaultValues: { customerNumber: '', businessId: '' },
    shouldFocusError: false,
  })
  return (
    <Panel aria-labelledby="authorise">
      <Heading variant="h3" id="authorise" mb="s">
        {t('authorise')}
      </Heading>
      <FormProvider {...form}>
        <form
          noValidate
          onSubmit={(event) =>
            void form.handleSubmit((given) =>
              act(
                () =>
                  ask(authoriseSupplier, { organisationId, ...given, validFrom: todayInFinland() }),
                (value) => {
                  form.reset()
                  onGiven(value)
                },
              ),
            )(event)
          }
        >
          <FormErrors />
          <TextField
            name="customerNumber"
            label={t('customerNumber')}
            hint={t('customerNumberHint')}
          />
          <TextField name="businessId" label={t('businessId')} />
          {shown}
          <Button type="submit" variant="secondary" disabled={isActing}>
            {t('giveAuthorisation')}
          </Button>
        </form>
      </FormProvider>
    </Panel>
  )
}
