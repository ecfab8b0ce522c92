import { zodResolver } from '@hookform/resolvers/zod'
import { viewPublicPoint, type PublicPointView } from '@sotevarmenne/api/points'
import { bookAppointment, visitorContact } from '@sotevarmenne/api/appointments'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { useNavigate, useParams } from 'react-router'
import { Heading, Paragraph } from 'suomifi-ui-components'
import { z } from 'zod'
import { callApi } from '../api/call-api.ts'
import { useApiQuery } from '../api/queries.ts'
import { errorText } from '../forms/error-texts.ts'
import { typed } from '../forms/typed.ts'
import { ConfirmField, TextField, useShownError } from '../forms/fields.tsx'
import { Form } from '../forms/form.tsx'
import { SubmitButton } from '../forms/submit-button.tsx'
import { Done, WithoutResponse } from '../layout/responses.tsx'
import { PageLink, useHref } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Actions, Panel } from '../layout/surface.tsx'
import { useAction } from '../layout/use-action.tsx'
import { PointFacts } from '../points/point-facts.tsx'
import { ServicesField, tickedServices } from '../points/services-field.tsx'
import { SlotChoice, useFreeSlots } from '../points/slot-choice.tsx'
import { useDates } from '../texts/dates.ts'
import { usePageLanguage } from '../texts/language.ts'
import { useTexts } from '../texts/index.ts'
import { pointTexts } from '../points/texts.ts'
import { useMoney } from '../texts/money.ts'

/** One registration point, and the form to make an appointment there. */
export function PointPage() {
  const t = useTexts(pointTexts)
  const { pointId = '' } = useParams()
  const query = useApiQuery(['registration-point', pointId], viewPublicPoint, { pointId })
  // Fetched beside the point instead of after it: on a slow line each request waits for its turn.
  useFreeSlots(pointId)
  if (query.data?.ok !== true)
    return (
      <WithoutResponse
        query={query}
        title={t('heading')}
        back={<PageLink to="points">{t('toPoints')}</PageLink>}
      />
    )
  return (
    <>
      <PageTitle>{query.data.value.name}</PageTitle>
      <Paragraph>{t(query.data.value.details.hasPublicDuty ? 'everybody' : 'ownOnly')}</Paragraph>
      <PointFacts point={query.data.value} />
      <Book point={query.data.value} />
      <Actions>
        <PageLink to="points">{t('toPoints')}</PageLink>
      </Actions>
    </>
  )
}

const { name, email, phone } = visitorContact.shape
const optional = (schema: z.ZodType<string | undefined>) =>
  z.union([z.literal('').transform(() => undefined), schema])

const typedAppointment = z
  .object({
    services: tickedServices,
    isOwnStaff: z.boolean(),
    startsAt: z.string({ error: errorText('slot') }).min(1, { error: errorText('slot') }),
    name: typed(name, 'ownName'),
    ...{ email: typed(optional(email), 'email'), phone: typed(optional(phone), 'phone') },
  })
  .refine((form) => form.email !== '' || form.phone !== '', {
    error: errorText('contact'),
    path: ['email'],
  })

type TypedAppointment = z.output<typeof typedAppointment>

function Book({ point }: { point: PublicPointView }) {
  const t = useTexts(pointTexts)
  const language = usePageLanguage()
  const navigate = useNavigate()
  const href = useHref()
  const shownError = useShownError()
  const { run, isActing, shown } = useAction()
  const { clock } = useDates()
  const { details, pointId } = point
  const form = useForm<z.input<typeof typedAppointment>, unknown, TypedAppointment>({
    resolver: zodResolver(typedAppointment),
    defaultValues: {
      services: Object.fromEntries(details.services.map((service) => [service, false])),
      isOwnStaff: false,
      startsAt: '',
      ...{ name: '', email: '', phone: '' },
    },
    shouldFocusError: false,
  })
  const [toConfirm, setToConfirm] = useState<{ email: string; by: string }>()
  const { errors } = form.formState
  const chosen = form.watch('startsAt')

  const book = (typed: TypedAppointment): Promise<void> =>
    run(
      () =>
        callApi(bookAppointment, {
          pointId,
          startsAt: typed.startsAt,
          services: details.services.filter((service) => typed.services[service] === true),
          isOwnStaff: typed.isOwnStaff,
          contact: {
            name: typed.name,
            ...(typed.email !== '' && { email: typed.email }),
            ...(typed.phone !== '' && { phone: typed.phone }),
          },
          language,
        }),
      async ({ secret, confirmBy }) => {
        if (secret === undefined) setToConfirm({ email: typed.email, by: confirmBy ?? '' })
        else await navigate(`${href('appointment')}#${secret}`, { state: { isNew: true } })
      },
    )

  if (toConfirm !== undefined)
    return (
      <Done
        title={t('confirmTitle')}
        help={t('confirmHelp', { email: toConfirm.email, time: clock(toConfirm.by) })}
      />
    )
  return (
    <Panel aria-labelledby="book">
      <Heading variant="h2" id="book" mb="s">
        {t('book')}
      </Heading>
      <Form form={form} onSubmit={book}>
        <ServicesField isByVisitor label={t('whatFor')} services={details.services} />
        <ConfirmField name="isOwnStaff" label={t('isOwnStaff')} />
        <Fee point={point} {...form.watch()} />
        <Heading variant="h3" mt="m" mb="xs">
          {t('when')}
        </Heading>
        <SlotChoice
          pointId={pointId}
          chosen={chosen}
          error={shownError(errors.startsAt).statusText}
          onChoose={(startsAt) => {
            form.setValue('startsAt', startsAt, { shouldValidate: form.formState.isSubmitted })
          }}
        />
        <Heading variant="h3" mt="m" mb="xs">
          {t('who')}
        </Heading>
        <TextField name="name" label={t('name')} hint={t('nameHint')} autoComplete="name" />
        <TextField name="email" label={t('email')} hint={t('contactHint')} autoComplete="email" />
        <TextField name="phone" label={t('phoneOf')} autoComplete="tel" />
        <Paragraph mb="s">{t('privacy')}</Paragraph>
        {shown}
        <SubmitButton isActing={isActing} acting={t('appointment')}>
          {t('submit')}
        </SubmitButton>
      </Form>
    </Panel>
  )
}

/** The fee is shown before an appointment is made. */
function Fee({
  point: { fees },
  services,
  isOwnStaff,
}: {
  point: PublicPointView
  services: { readonly [service: string]: boolean }
  isOwnStaff: boolean
}) {
  const t = useTexts(pointTexts)
  const money = useMoney()
  if (!Object.values(services).includes(true)) return null
  const cents = fees
    .filter((fee) => services[fee.service] === true && !(isOwnStaff && fee.isFreeForOwnStaff))
    .reduce((sum, fee) => sum + fee.cents, 0)
  return (
    <Paragraph mt="s" aria-live="polite">
      <strong>{t('fee', { fee: cents === 0 ? t('free') : money(cents) })}</strong>
    </Paragraph>
  )
}
