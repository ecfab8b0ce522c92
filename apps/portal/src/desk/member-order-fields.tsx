import { zodResolver } from '@hookform/resolvers/zod'
import { listWorkEmailDomains } from '@sotevarmenne/api/email-domains'
import { draftMemberOrder, type OrderView } from '@sotevarmenne/api/orders'
import type { MemberProduct } from '@sotevarmenne/api/organisations'
import { useForm, useWatch } from 'react-hook-form'
import { Heading, Paragraph } from 'suomifi-ui-components'
import { callApi, type ApiResult } from '../api/call-api.ts'
import { useApiQuery } from '../api/queries.ts'
import { TurnedCard } from '../cards/card-pictures.tsx'
import { DayField } from '../forms/day-field.tsx'
import { ChoiceField, TextField } from '../forms/fields.tsx'
import { readDay } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { memberTexts } from './member-texts.ts'
import { preparedOrderTexts } from '../organisation/prepared-order-texts.ts'
import { CertificateField } from './certificate-field.tsx'
import { EmployerField, useEmployers, type EmployerChoice } from './employer-field.tsx'
import {
  memberOrderFilledFor,
  readEmployer,
  typedMemberOrder,
  type ReadMemberOrder,
  type TypedMemberOrder,
} from './member-order-form.ts'
import { correctedBy, expectedValidTo, type FilledFrom } from './order-form.ts'
import { OrderQuestions } from './order-questions.tsx'
import { useCardPrice } from '../fees/card-price.ts'
import type { Prepared, Visitor } from './visitor.ts'

/** The order of a staff or actor card: for which employer, and what the work is. */
export function MemberOrderFields({
  product,
  visitor,
  from,
  prepared,
  photo,
  onPhoto,
  onDrafted,
}: {
  product: MemberProduct
  visitor: Visitor
  from: FilledFrom
  /** What the employer prepared for it. */
  prepared: Prepared | undefined
  /** The photo as framed, for the picture of the card. */
  photo: string | undefined
  onPhoto: (image: string | undefined) => void
  onDrafted: (order: OrderView) => void
}) {
  const member = useTexts(memberTexts)
  const preparedTexts = useTexts(preparedOrderTexts)
  const employers = useEmployers(product, prepared?.businessId)
  const isStaff = product === 'staff-card'
  const form = useForm<TypedMemberOrder, unknown, ReadMemberOrder>({
    resolver: zodResolver(typedMemberOrder),
    defaultValues: memberOrderFilledFor(visitor, isStaff, from, prepared),
    shouldFocusError: false,
  })
  const employer = useWatch({ control: form.control, name: 'employer' })
  const chosen = employers.choices.find(({ value }) => value === employer)
  const isReplacedFree = visitor.freeReplacements.some(
    (one) => one.product === product && one.organisationId === chosen?.employer.organisationId,
  )
  const domains = useEmailDomains(product, chosen?.employer.organisationId)
  const isPrepared =
    prepared !== undefined && prepared.organisationId === chosen?.employer.organisationId
  const isSentAhead = isPrepared && prepared.hasCertificate
  const needsCertificate = chosen?.ordering.allowed === true && chosen.ordering.onDelegation

  async function draft(read: ReadMemberOrder): Promise<ApiResult<OrderView> | undefined> {
    const { employer: typedEmployer, photo: photoId, letterAddress, certificate, ...order } = read
    const { declaration, employmentEndsOn, workEmail, ...rest } = order
    if (needsCertificate && certificate === undefined && !isSentAhead) {
      form.setError('certificate', { message: 'error.certificate' })
      return undefined
    }
    return callApi(draftMemberOrder, {
      personId: visitor.personId,
      corrects: correctedBy(from),
      product,
      ...rest,
      ...readEmployer(typedEmployer),
      ...(employmentEndsOn === undefined ? {} : { employmentEndsOn }),
      ...(declaration === undefined
        ? {}
        : {
            declaration: {
              logsInToPatientSystems: declaration.logsIn !== 'no',
              ...(declaration.logsIn === 'student' && { isStudent: true }),
              givenBy: declaration.givenBy,
              givenOn: declaration.givenOn,
            },
          }),
      ...(needsCertificate && certificate !== undefined
        ? { employmentCertificateId: certificate }
        : {}),
      ...(domains.length > 0 && workEmail !== undefined ? { workEmail } : {}),
      ...(isPrepared ? { preparedId: prepared.preparedId } : {}),
      ...(photoId === 'none' ? {} : { photoId }),
      ...(letterAddress === undefined ? {} : { letterAddress }),
    })
  }

  return (
    <OrderQuestions
      form={form}
      draft={draft}
      onDrafted={onDrafted}
      visitor={visitor}
      questions={[
        { title: member('employerQuestion'), fields: <EmployerField employers={employers} /> },
        {
          title: member('workQuestion'),
          fields: (
            <>
              <TextField name="title" label={member('workTitle')} hint={member('workTitleHint')} />
              <DayField
                name="employmentEndsOn"
                label={member('employmentEndsOn')}
                hint={member('employmentEndsOnHint')}
              />
              {needsCertificate && !isSentAhead ? (
                <CertificateField personId={visitor.personId} />
              ) : null}
              {needsCertificate && isSentAhead ? (
                <Paragraph mb="s">{preparedTexts('certificateAhead')}</Paragraph>
              ) : null}
              {isStaff ? <Declaration /> : null}
              {domains.length > 0 ? (
                <TextField
                  name="workEmail"
                  label={member('workEmail')}
                  hint={member('workEmailHint', { domains: domains.join(', ') })}
                />
              ) : null}
              <PriceShown chosen={chosen} isReplacedFree={isReplacedFree} />
            </>
          ),
        },
      ]}
      onPhoto={onPhoto}
      picture={(isWithoutPhoto) => (
        <LivePicture
          product={product}
          visitor={visitor}
          chosen={chosen}
          photo={isWithoutPhoto ? undefined : photo}
        />
      )}
    />
  )
}

/** In which domains the card may have the person's address; none until the employer is chosen. */
function useEmailDomains(product: MemberProduct, organisationId: string | undefined) {
  const query = useApiQuery(
    ['work-email-domains', product, organisationId],
    listWorkEmailDomains,
    { product, organisationId: organisationId ?? '' },
    { enabled: organisationId !== undefined },
  )
  return query.data?.ok === true ? query.data.value.domains : []
}

function Declaration() {
  const t = useTexts(memberTexts)
  return (
    <>
      <Heading variant="h3" mt="m" mb="xs">
        {t('declaration')}
      </Heading>
      <Paragraph mb="s">{t('declarationHelp')}</Paragraph>
      <ChoiceField
        name="declaration.logsIn"
        label={t('declarationQuestion')}
        choices={[
          { value: 'yes', label: t('yes') },
          { value: 'student', label: t('student'), hint: t('studentHint') },
          { value: 'no', label: t('no') },
        ]}
      />
      <TextField name="declaration.givenBy" label={t('givenBy')} />
      <DayField name="declaration.givenOn" label={t('givenOn')} />
    </>
  )
}

/** The price that the employer will pay, before anything is ordered. */
function PriceShown({
  chosen,
  isReplacedFree,
}: {
  chosen: EmployerChoice | undefined
  isReplacedFree: boolean
}) {
  const t = useTexts(memberTexts)
  const price = useCardPrice()
  const { declaration } = useWatch<TypedMemberOrder>()
  if (chosen?.ordering.allowed !== true) return null
  const { whenLoggingIn, otherwise } = chosen.ordering.price
  const logsIn = declaration?.logsIn
  if (declaration !== undefined && logsIn === undefined) return null
  const unlessReplaced = isReplacedFree
    ? ({ kind: 'free', because: 'faulty-card' } as const)
    : logsIn === 'student' && otherwise.kind === 'priced'
      ? ({ ...otherwise, because: 'student-in-practice' } as const)
      : otherwise
  const applied = logsIn === 'yes' ? whenLoggingIn : unlessReplaced
  return (
    <div aria-live="polite">
      <Heading variant="h3" mt="s" mb="xs">
        {t('price')}
      </Heading>
      <Paragraph>{price(applied)}</Paragraph>
      {applied.kind === 'priced' ? <Paragraph>{t('priceHelp')}</Paragraph> : null}
    </div>
  )
}

function LivePicture({
  product,
  visitor,
  chosen,
  photo,
}: {
  product: MemberProduct
  visitor: Visitor
  chosen: EmployerChoice | undefined
  photo: string | undefined
}) {
  const member = useTexts(memberTexts)
  const { title, language, employmentEndsOn } = useWatch<TypedMemberOrder>()
  const typed = title === undefined || title === '' ? member('titleNotWritten') : title
  return (
    <TurnedCard
      face={{
        product,
        organisation: chosen?.employer.name,
        unit: chosen?.unitName,
        surname: visitor.surname,
        givenNames: visitor.givenNames,
        title: { fi: typed, sv: typed, en: typed },
        language: language ?? 'fi',
        subjectNumber: '–',
        validTo: expectedValidTo(readDay(employmentEndsOn ?? ''), visitor.today),
        photo,
      }}
    />
  )
}
