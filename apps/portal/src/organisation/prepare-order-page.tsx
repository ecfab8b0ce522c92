import { zodResolver } from '@hookform/resolvers/zod'
import { listPreparedOrders, prepareOrder } from '@sotevarmenne/api/employments'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import { parseIdentityCode } from '@sotevarmenne/identifiers/identity-code'
import { useState } from 'react'
import { FormProvider, useForm } from 'react-hook-form'
import { useParams } from 'react-router'
import { Heading, Paragraph } from 'suomifi-ui-components'
import { z } from 'zod'
import { callApi, queryClient } from '../api/call-api.ts'
import { useApiQuery } from '../api/queries.ts'
import { useCardPrice } from '../fees/card-price.ts'
import { DayField } from '../forms/day-field.tsx'
import { ChoiceField, SelectField, TextField } from '../forms/fields.tsx'
import { FormErrors } from '../forms/form-errors.tsx'
import { SubmitButton } from '../forms/submit-button.tsx'
import { Done, WithoutResponse } from '../layout/responses.tsx'
import { PageLink } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Actions, Panel } from '../layout/surface.tsx'
import { useAction } from '../layout/use-action.tsx'
import { typedDayOrNone } from '../office/point-form.ts'
import { useTexts } from '../texts/index.ts'
import { NotNow } from './not-now.tsx'
import { preparedOrderTexts } from './prepared-order-texts.ts'
import { memberTexts } from '../desk/member-texts.ts'

/** One order, prepared for the desk. */
export function PrepareOrderPage() {
  const t = useTexts(preparedOrderTexts)
  const { organisationId = '' } = useParams()
  const query = useApiQuery(['prepared-form', organisationId], listPreparedOrders, {
    organisationId,
    limit: 1,
  })
  if (query.data?.ok !== true) return <WithoutResponse query={query} title={t('prepareOne')} />
  const { notNow } = query.data.value
  return (
    <>
      <PageTitle>{t('prepareOne')}</PageTitle>
      <Paragraph mb="m">{t('formHelp')}</Paragraph>
      {notNow ? (
        <NotNow notNow={notNow} organisationId={organisationId} />
      ) : (
        <PrepareForm organisationId={organisationId} {...query.data.value} />
      )}
      <Actions>
        <PageLink to={`organisation/${organisationId}/prepared-orders`}>{t('backToList')}</PageLink>
      </Actions>
    </>
  )
}

function PrepareForm({
  organisationId,
  product,
  prices,
  units,
}: { organisationId: string } & Pick<
  ResponseOf<typeof listPreparedOrders>,
  'product' | 'prices' | 'units'
>) {
  const t = useTexts(preparedOrderTexts)
  const member = useTexts(memberTexts)
  const priceShown = useCardPrice()
  const { run, isActing, shown } = useAction()
  const [done, setDone] = useState<'draft' | 'waits'>()
  const isStaff = product === 'staff-card'
  const text = (max: number, error: string) =>
    z.string().trim().min(1, { error }).max(max, { error })
  // The two members are for staff cards only.
  const ofStaff = <Typed extends z.ZodType>(typed: Typed) => (isStaff ? typed : typed.optional())
  const typed = z.object({
    identityCode: z
      .string()
      .trim()
      .refine((code) => parseIdentityCode(code).ok, { error: t('identityCodeWrong') }),
    name: text(120, t('nameMissing')),
    title: text(64, t('titleMissing')),
    unitOid: z.string(),
    reference: z
      .string()
      .trim()
      .max(70, { error: t('referenceTooLong') }),
    employmentEndsOn: typedDayOrNone,
    logsIn: ofStaff(z.enum(['yes', 'no'], { error: t('logsInMissing') })),
    givenBy: ofStaff(text(100, t('givenByMissing'))),
  })
  const empty = {
    ...{ identityCode: '', name: '', title: '', unitOid: '', reference: '', employmentEndsOn: '' },
    ...(isStaff && { givenBy: '' }),
  }
  const form = useForm<z.input<typeof typed>, unknown, z.output<typeof typed>>({
    resolver: zodResolver(typed),
    defaultValues: empty,
    shouldFocusError: false,
  })
  return (
    <Panel aria-label={t('prepareOne')}>
      {done === undefined ? null : (
        <Done title={t('done')} help={t(done === 'draft' ? 'doneDraft' : 'doneHelp')} />
      )}
      <FormProvider {...form}>
        <form
          noValidate
          onSubmit={(event) => {
            setDone(undefined)
            void form.handleSubmit(({ unitOid, employmentEndsOn, logsIn, givenBy, ...read }) =>
              run(
                () =>
                  callApi(prepareOrder, {
                    ...{ organisationId, ...read },
                    ...(unitOid === '' ? {} : { unitOid }),
                    ...(employmentEndsOn === undefined ? {} : { employmentEndsOn }),
                    ...(logsIn === undefined || givenBy === undefined
                      ? {}
                      : { declaration: { logsInToPatientSystems: logsIn === 'yes', givenBy } }),
                  }),
                ({ state }) => {
                  // The declaring person stays: the next order is often for the same unit.
                  form.reset({ ...empty, unitOid, ...(givenBy === undefined ? {} : { givenBy }) })
                  setDone(state === 'draft' ? 'draft' : 'waits')
                  void queryClient.invalidateQueries({ queryKey: ['prepared-orders'] })
                },
              ),
            )(event)
          }}
        >
          <FormErrors />
          <TextField name="identityCode" label={t('identityCode')} />
          <TextField name="name" label={t('name')} />
          <TextField name="title" label={t('title')} hint={t('titleHint')} />
          {units.length === 0 ? null : (
            <SelectField
              name="unitOid"
              label={t('unit')}
              choices={[
                { value: '', label: t('noUnit') },
                ...units.map(({ oid, name }) => ({ value: oid, label: `${name}, ${oid}` })),
              ]}
            />
          )}
          <TextField name="reference" label={t('reference')} hint={t('referenceHint')} />
          <DayField
            name="employmentEndsOn"
            label={member('employmentEndsOn')}
            hint={member('employmentEndsOnHint')}
          />
          {isStaff ? (
            <>
              <Heading variant="h2" mt="m" mb="xs">
                {member('declaration')}
              </Heading>
              <Paragraph mb="s">{t('logsInHelp')}</Paragraph>
              <ChoiceField
                name="logsIn"
                label={t('logsIn')}
                choices={[
                  {
                    ...{ value: 'yes', label: t('yes') },
                    ...(prices.ofLoggingIn && { hint: priceShown(prices.ofLoggingIn) }),
                  },
                  { value: 'no', label: t('no'), hint: priceShown(prices.ofOthers) },
                ]}
              />
              <TextField name="givenBy" label={t('givenBy')} />
            </>
          ) : (
            <Paragraph mb="m">
              <strong>{`${member('price')}: ${priceShown(prices.ofOthers)}`}</strong>
            </Paragraph>
          )}
          {shown}
          <SubmitButton isActing={isActing}>{t('prepare')}</SubmitButton>
        </form>
      </FormProvider>
    </Panel>
  )
}
