import { zodResolver } from '@hookform/resolvers/zod'
import type { Session } from '@sotevarmenne/api/access'
import type { AnswerOf } from '@sotevarmenne/api/endpoint'
import { changeBilling, listCharges, viewBilling } from '@sotevarmenne/api/fees'
import { viewOrganisation } from '@sotevarmenne/api/organisations'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { FormProvider, useForm } from 'react-hook-form'
import { useOutletContext, useParams } from 'react-router'
import { Button, Heading, Paragraph } from 'suomifi-ui-components'
import { z } from 'zod'
import { ask, queryClient } from '../api/ask.ts'
import { errorText } from '../forms/error-text.ts'
import { TextField } from '../forms/fields.tsx'
import { FormErrors } from '../forms/form-errors.tsx'
import { Done, Fetching, ProblemShown, UnreachablePage } from '../layout/answers.tsx'
import { PageLink } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { RowList } from '../layout/row-list.tsx'
import { Actions, Facts, Panel } from '../layout/surface.tsx'
import { useAct } from '../layout/use-act.tsx'
import { useTexts } from '../texts/index.ts'
import { ChargeLine } from './charge-line.tsx'
import { useInvoices } from './invoices-page.tsx'

/** What an organisation was charged and invoiced, and where its invoices go. */
export function OrganisationFeesPage() {
  const t = useTexts('fees')
  const { organisationId = '' } = useParams()
  const organisation = useQuery({
    queryKey: ['organisation', organisationId],
    queryFn: ({ signal }) => ask(viewOrganisation, { organisationId }, signal),
  })
  const billing = useQuery({
    queryKey: ['billing', organisationId],
    queryFn: ({ signal }) => ask(viewBilling, { organisationId }, signal),
  })
  const charges = useInfiniteQuery({
    queryKey: ['charges', organisationId],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      ask(listCharges, { organisationId, cursor: pageParam, limit: 25 }, signal),
    getNextPageParam: (last) => (last.ok ? last.value.nextCursor : undefined),
  })
  const invoices = useInvoices({ organisationId })
  if (organisation.isError || billing.isError)
    return (
      <UnreachablePage
        onRetry={() => {
          void organisation.refetch()
          void billing.refetch()
        }}
      />
    )
  if (organisation.data === undefined || billing.data === undefined) return <Fetching />
  const refused = [organisation.data, billing.data].find((answer) => !answer.ok)
  if (refused?.ok === false || !organisation.data.ok || !billing.data.ok)
    return (
      <>
        <PageTitle>{t('ofOrganisation')}</PageTitle>
        {refused?.ok === false ? <ProblemShown problem={refused.refusal} /> : null}
        <PageLink to="operations/invoices">{t('back')}</PageLink>
      </>
    )
  return (
    <>
      <PageTitle>{t('ofOrganisation')}</PageTitle>
      <Paragraph>
        <PageLink to={`operations/organisations/${organisationId}`}>
          {organisation.data.value.name}
        </PageLink>
      </Paragraph>
      <BillingPanel organisationId={organisationId} billing={billing.data.value} />
      <Heading variant="h2" mt="l" mb="s">
        {t('invoices')}
      </Heading>
      {invoices.filter}
      {invoices.list}
      <Heading variant="h2" mt="l" mb="s">
        {t('charges')}
      </Heading>
      <RowList
        pages={charges}
        empty={t('noCharges')}
        rowsOf={(page) =>
          page.charges.map((charge) => <ChargeLine key={charge.chargeId} charge={charge} />)
        }
      />
      <Actions>
        <PageLink to="operations/invoices">{t('back')}</PageLink>
      </Actions>
    </>
  )
}

type Billing = AnswerOf<typeof viewBilling>

const address = z
  .string()
  .trim()
  .regex(/^[0-9A-Za-z-]{6,35}$/, { error: errorText('eInvoiceAddress') })

const typedBilling = z.object({
  eInvoiceAddress: address,
  operator: z.union([z.literal(''), address]),
  reference: z
    .string()
    .trim()
    .max(70, { error: errorText('billingReference') }),
})

function BillingPanel({ organisationId, billing }: { organisationId: string; billing: Billing }) {
  const t = useTexts('fees')
  const { roles } = useOutletContext<Session>()
  const [isSaved, setIsSaved] = useState(false)
  const { act, isActing, shown } = useAct()
  const form = useForm<z.input<typeof typedBilling>>({
    resolver: zodResolver(typedBilling),
    defaultValues: {
      eInvoiceAddress: billing.eInvoiceAddress,
      operator: billing.operator ?? '',
      reference: billing.reference ?? '',
    },
    shouldFocusError: false,
  })

  const save = (typed: z.output<typeof typedBilling>): Promise<void> => {
    setIsSaved(false)
    return act(
      () =>
        ask(changeBilling, {
          organisationId,
          eInvoiceAddress: typed.eInvoiceAddress,
          ...(typed.operator === '' ? {} : { operator: typed.operator }),
          ...(typed.reference === '' ? {} : { reference: typed.reference }),
        }),
      (saved) => {
        queryClient.setQueryData(['billing', organisationId], { ok: true, value: saved })
        setIsSaved(true)
      },
    )
  }

  return (
    <Panel aria-labelledby="billing">
      <Heading variant="h2" id="billing" mb="s">
        {t('billing')}
      </Heading>
      {isSaved ? <Done title={t('saved')} help={t('billingHelp')} /> : null}
      {billing.isUsual ? <Paragraph mb="s">{t('billingUsual')}</Paragraph> : null}
      {roles.includes('handler') ? (
        <FormProvider {...form}>
          <form noValidate onSubmit={(event) => void form.handleSubmit(save)(event)}>
            <Paragraph mb="s">{t('billingHelp')}</Paragraph>
            <FormErrors />
            <TextField name="eInvoiceAddress" label={t('eInvoiceAddress')} />
            <TextField name="operator" label={t('operator')} />
            <TextField
              name="reference"
              label={t('billingReference')}
              hint={t('billingReferenceHint')}
            />
            {shown}
            <Button type="submit" variant="secondary" disabled={isActing}>
              {t('save')}
            </Button>
          </form>
        </FormProvider>
      ) : (
        <Facts
          facts={[
            [t('eInvoiceAddress'), billing.eInvoiceAddress],
            [t('operator'), billing.operator],
            [t('billingReference'), billing.reference],
          ]}
        />
      )}
    </Panel>
  )
}
