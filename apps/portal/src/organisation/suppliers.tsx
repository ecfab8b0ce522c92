import { zodResolver } from '@hookform/resolvers/zod'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import type { OrganisationView } from '@sotevarmenne/api/organisations'
import {
  authoriseSupplier,
  endSupplierAuthorisation,
  listSupplierAuthorisations,
} from '@sotevarmenne/api/service-certificates'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { Heading, Paragraph } from 'suomifi-ui-components'
import { z } from 'zod'
import { callApi, queryClient } from '../api/call-api.ts'
import { useApiQuery } from '../api/queries.ts'
import { Chip } from '../cards/card-facts.tsx'
import { DayField } from '../forms/day-field.tsx'
import { ChoiceField, TextField } from '../forms/fields.tsx'
import { Form } from '../forms/form.tsx'
import { TickList } from '../forms/tick-list.tsx'
import { SubmitButton } from '../forms/submit-button.tsx'
import { Done, Loaded } from '../layout/responses.tsx'
import { ConfirmButton } from '../layout/confirm-button.tsx'
import { ConfirmStep } from '../layout/confirm-step.tsx'
import { Row, Rows } from '../layout/row-list.tsx'
import { Panel } from '../layout/surface.tsx'
import { useAction } from '../layout/use-action.tsx'
import { typedDayOrNone } from '../office/point-form.ts'
import { useDates } from '../texts/dates.ts'
import { usePeriod } from '../texts/period.ts'
import { useTexts } from '../texts/index.ts'
import { certificateTexts } from '../service-certificates/texts.ts'

type AuthorisingOrganisation = Pick<OrganisationView, 'organisationId' | 'name' | 'oid' | 'units'>

type Supplier = ResponseOf<typeof listSupplierAuthorisations>['authorisations'][number]

/**
 * Who may apply with whose OIDs: suppliers for this organisation, and it for others. Members with the right
 * grant it here.
 */
export function Suppliers({
  organisationId,
  authorising,
}: {
  organisationId: string
  /** For members who may authorise. */
  authorising: AuthorisingOrganisation | undefined
}) {
  const t = useTexts(certificateTexts)
  const [done, setDone] = useState<{ readonly title: string; readonly help: string }>()
  const { runOnConfirm, shown } = useAction()
  const queryKey = ['suppliers', organisationId]
  const query = useApiQuery(queryKey, listSupplierAuthorisations, {
    organisationId,
  })
  const authorisations = query.data?.ok === true ? query.data.value.authorisations : []
  const given = authorisations.filter(({ giver }) => giver.organisationId === organisationId)
  const received = authorisations.filter(({ giver }) => giver.organisationId !== organisationId)

  const keep = (value: unknown): void => {
    queryClient.setQueryData(queryKey, { ok: true, value })
  }
  const end = ({ supplierAuthorisationId }: Supplier): Promise<() => void> => {
    setDone(undefined)
    return runOnConfirm(
      () => callApi(endSupplierAuthorisation, { organisationId, supplierAuthorisationId }),
      (value) => {
        keep(value)
        setDone({ title: t('supplierEnded'), help: t('supplierEndedHelp') })
      },
    )
  }

  return (
    <>
      <Heading variant="h2" mt="l" mb="xs">
        {t('suppliers')}
      </Heading>
      <Paragraph mb="s">{t('suppliersHelp')}</Paragraph>
      <Loaded query={query}>
        {() => (given.length === 0 ? <Paragraph>{t('noSuppliers')}</Paragraph> : null)}
      </Loaded>
      {done === undefined ? null : <Done key={done.title + done.help} {...done} />}
      {shown}
      <Authorisations
        authorisations={given}
        other={({ authorised }) => authorised.name}
        onEnd={authorising === undefined ? undefined : end}
      />
      {authorising ? (
        <Authorise
          organisation={authorising}
          onBegun={() => {
            setDone(undefined)
          }}
          onGiven={(value) => {
            keep(value)
            setDone({ title: t('supplierGiven'), help: t('supplierGivenHelp') })
          }}
        />
      ) : null}
      {received.length === 0 ? null : (
        <>
          <Heading variant="h2" mt="l" mb="xs">
            {t('applyFor')}
          </Heading>
          <Paragraph mb="s">{t('applyForHelp')}</Paragraph>
          <Authorisations
            authorisations={received}
            other={({ giver }) => giver.name}
            onEnd={authorising === undefined ? undefined : end}
          />
        </>
      )}
    </>
  )
}

function Authorisations({
  authorisations,
  other,
  onEnd,
}: {
  authorisations: readonly Supplier[]
  other: (one: Supplier) => string
  onEnd: ((one: Supplier) => Promise<() => void>) | undefined
}) {
  const t = useTexts(certificateTexts)
  const period = usePeriod()
  if (authorisations.length === 0) return null
  return (
    <Rows>
      {authorisations.map((one) => (
        <Row
          key={one.supplierAuthorisationId}
          link={other(one)}
          facts={[
            period(one.validFrom, one.validTo),
            one.oids === 'all' ? t('allOids') : one.oids.join(', '),
          ].join(' · ')}
          state={
            one.mayEnd && onEnd !== undefined ? (
              <ConfirmButton
                label={t('endSupplier')}
                ariaLabel={t('endSupplierWhat', { name: other(one) })}
                title={t('endSupplierSure', { name: other(one) })}
                text={t('endSupplierText')}
                onYes={() => onEnd(one)}
              />
            ) : (
              <Chip $tone={one.standing === 'in-force' ? 'good' : 'neutral'}>
                {t(`standing.${one.standing}`)}
              </Chip>
            )
          }
        />
      ))}
    </Rows>
  )
}

function Authorise({
  organisation: { organisationId, name, oid, units },
  onBegun,
  onGiven,
}: {
  organisation: AuthorisingOrganisation
  onBegun: () => void
  onGiven: (value: unknown) => void
}) {
  const t = useTexts(certificateTexts)
  const { day } = useDates()
  const { runOnConfirm, shown } = useAction()
  const [entered, setEntered] = useState<z.output<typeof typed>>()
  const typed = z
    .object({
      customerNumber: z
        .string()
        .trim()
        .toUpperCase()
        .regex(/^A\d{7}$/, { error: t('customerNumberWrong') }),
      businessId: z
        .string()
        .trim()
        .min(1, { error: t('businessIdMissing') }),
      scope: z.enum(['some', 'all'], { error: t('oidScopeMissing') }),
      oids: z.array(z.string()),
      validTo: typedDayOrNone,
    })
    .refine(({ scope, oids }) => scope === 'all' || oids.length > 0, {
      error: t('oidsMissing'),
      path: ['oids'],
    })
  const form = useForm<z.input<typeof typed>, unknown, z.output<typeof typed>>({
    resolver: zodResolver(typed),
    defaultValues: { customerNumber: '', businessId: '', oids: [], validTo: '' },
    shouldFocusError: false,
  })
  const send = ({ scope, oids, validTo, ...numbers }: z.output<typeof typed>) =>
    runOnConfirm(
      () =>
        callApi(authoriseSupplier, {
          ...{ organisationId, ...numbers },
          ...(scope === 'some' && { oids }),
          ...(validTo !== undefined && { validTo }),
        }),
      (value) => {
        form.reset()
        onGiven(value)
      },
    )
  return (
    <Panel aria-labelledby="authorise">
      <Heading variant="h3" id="authorise" mb="s">
        {t('authorise')}
      </Heading>
      <Form
        form={form}
        onSubmit={(given) => {
          onBegun()
          setEntered(given)
          return Promise.resolve()
        }}
      >
        <TextField
          name="customerNumber"
          label={t('customerNumber')}
          hint={t('customerNumberHint')}
        />
        <TextField name="businessId" label={t('businessId')} />
        <ChoiceField
          name="scope"
          label={t('oidScope')}
          choices={(['some', 'all'] as const).map((value) => ({
            value,
            label: t(`oidScope.${value}`),
          }))}
        />
        {form.watch('scope') === 'some' ? (
          <TickList
            name="oids"
            label={t('oids')}
            choices={[{ oid, name }, ...units].map((one) => ({
              ...{ value: one.oid, label: `${one.name}, ${one.oid}` },
            }))}
          />
        ) : null}
        <DayField name="validTo" label={t('supplierValidTo')} hint={t('supplierValidToHint')} />
        {shown}
        <SubmitButton variant="secondary" isActing={false}>
          {t('giveSupplierAuthorisation')}
        </SubmitButton>
      </Form>
      {entered === undefined ? null : (
        <ConfirmStep
          isOpen
          title={t('authoriseSure', {
            ...{ customerNumber: entered.customerNumber, businessId: entered.businessId },
          })}
          text={t('authoriseText', {
            oids: entered.scope === 'all' ? t('allOids') : entered.oids.join(', '),
            period:
              entered.validTo === undefined
                ? t('noEnd')
                : t('untilDay', { day: day(entered.validTo) }),
          })}
          yes={t('giveSupplierAuthorisation')}
          onYes={() => send(entered)}
          onClose={() => {
            setEntered(undefined)
          }}
        />
      )}
    </Panel>
  )
}
