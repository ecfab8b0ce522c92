import { zodResolver } from '@hookform/resolvers/zod'
import { draftMemberOrder, type Order } from '@sotevarmenne/api/orders'
import type { ProblemDetails } from '@sotevarmenne/api/problem'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { instant } from '@sotevarmenne/kernel/instant'
import { useState } from 'react'
import { FormProvider, useForm, useWatch } from 'react-hook-form'
import { Button, Heading, Paragraph } from 'suomifi-ui-components'
import { ask } from '../api/ask.ts'
import { TurnedCard } from '../cards/card-pictures.tsx'
import { ChoiceField, ConfirmField, DayField, TextField, useShownError } from '../forms/fields.tsx'
import { FormErrors } from '../forms/form-errors.tsx'
import { IdentificationFields } from '../forms/identification-fields.tsx'
import { ProblemShown, Unreachable } from '../layout/answers.tsx'
import { PageLink } from '../layout/links.tsx'
import { Actions, Beside, Columns, Panel } from '../layout/surface.tsx'
import { PhotoField, type PhotoChoice } from '../photo/photo-field.tsx'
import { readDay } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { CertificateField } from './certificate-field.tsx'
import { EmployerField, useEmployers, type EmployerChoice } from './employer-field.tsx'
import {
  memberOrderFilledFor,
  readEmployer,
  typedMemberOrder,
  type ReadMemberOrder,
  type TypedMemberOrder,
} from './member-order-form.ts'
import { expectedValidTo } from './order-form.ts'
import { LanguageAndLetter, Question, Terms } from './order-fields.tsx'
import { usePrice } from './price.ts'
import type { Visitor } from './visitor.ts'

export type MemberProduct = 'staff-card' | 'actor-card'

/** The form of an order of a staff or actor card beside the card as it will be printed. */
export function MemberOrderFields({
  product,
  visitor,
  photo,
  onPhoto,
  onDrafted,
}: {
  product: MemberProduct
  visitor: Visitor
  /** The photo as framed, for the picture of the card. */
  photo: string | undefined
  onPhoto: (image: string | undefined) => void
  onDrafted: (order: Order) => void
}) {
  const t = useTexts('desk')
  const member = useTexts('member')
  const shownError = useShownError()
  const employers = useEmployers(product)
  const [choice, setChoice] = useState<PhotoChoice>()
  const [problem, setProblem] = useState<ProblemDetails>()
  const [isUnreachable, setIsUnreachable] = useState(false)
  const isStaff = product === 'staff-card'
  const form = useForm<TypedMemberOrder, unknown, ReadMemberOrder>({
    resolver: zodResolver(typedMemberOrder),
    defaultValues: memberOrderFilledFor(visitor, isStaff),
    shouldFocusError: false,
  })
  const { isSubmitting, errors } = form.formState
  const employer = useWatch({ control: form.control, name: 'employer' })
  const chosen = employers.choices.find(({ value }) => value === employer)
  const needsCertificate = chosen?.ordering.answer === 'yes' && chosen.ordering.onAuthorisation

  async function draft(read: ReadMemberOrder): Promise<void> {
    const { employer: typedEmployer, photo: photoId, letterAddress, certificate, ...order } = read
    const { declaration, employmentEndsOn, ...rest } = order
    if (needsCertificate && certificate === undefined) {
      form.setError('certificate', { message: 'error.certificate' })
      return
    }
    setProblem(undefined)
    setIsUnreachable(false)
    try {
      const drafted = await ask(draftMemberOrder, {
        personId: visitor.personId,
        product,
        ...rest,
        ...readEmployer(typedEmployer),
        ...(employmentEndsOn === undefined ? {} : { employmentEndsOn }),
        ...(declaration === undefined
          ? {}
          : {
              declaration: {
                logsInToPatientSystems: declaration.logsIn === 'yes',
                givenBy: declaration.givenBy,
                givenOn: declaration.givenOn,
              },
            }),
        ...(needsCertificate ? { employmentCertificateId: certificate } : {}),
        ...(photoId === 'none' ? {} : { photoId }),
        ...(letterAddress === undefined ? {} : { letterAddress }),
      })
      if (drafted.ok) onDrafted(drafted.value)
      else setProblem(drafted.refusal)
    } catch {
      setIsUnreachable(true)
    }
  }

  const choosePhoto = (chosenPhoto: PhotoChoice): void => {
    setChoice(chosenPhoto)
    const value = chosenPhoto.kind === 'stored' ? chosenPhoto.photoId : chosenPhoto.kind
    form.setValue('photo', value, { shouldValidate: form.formState.isSubmitted })
  }

  return (
    <FormProvider {...form}>
      <form noValidate onSubmit={(event) => void form.handleSubmit(draft)(event)}>
        <FormErrors />
        <Columns>
          <div>
            <Question number={1} title={member('employerQuestion')}>
              <EmployerField employers={employers} />
            </Question>
            <Question number={2} title={member('workQuestion')}>
              <TextField name="title" label={member('workTitle')} hint={member('workTitleHint')} />
              <DayField
                name="employmentEndsOn"
                label={member('employmentEndsOn')}
                hint={member('employmentEndsOnHint')}
              />
              {needsCertificate ? <CertificateField personId={visitor.personId} /> : null}
              {isStaff ? <Declaration /> : null}
              <PriceShown chosen={chosen} />
            </Question>
            <Question number={3} title={t('identificationQuestion')}>
              <Paragraph mb="s">{t('identificationHelp')}</Paragraph>
              <IdentificationFields />
            </Question>
            <Question number={4} title={t('photoHeading')}>
              <PhotoField
                personId={visitor.personId}
                choice={choice}
                onChoice={choosePhoto}
                onPreview={onPhoto}
                error={shownError(errors.photo).statusText}
              />
            </Question>
            <Question number={5} title={t('languageAndLetter')}>
              <LanguageAndLetter visitor={visitor} />
            </Question>
            <Question number={6} title={t('termsHeading')}>
              <Terms />
              <ConfirmField name="termsAccepted" label={t('termsAccepted')} />
            </Question>
            {problem === undefined ? null : <ProblemShown problem={problem} />}
            {isUnreachable ? <Unreachable onRetry={() => void form.handleSubmit(draft)()} /> : null}
            <Actions>
              <Button
                type="submit"
                {...(isSubmitting ? { loading: true, ariaLoadingText: t('drafting') } : {})}
              >
                {t('toSigning')}
              </Button>
              <PageLink to="desk">{t('backToVisitor')}</PageLink>
            </Actions>
          </div>
          <Beside aria-label={t('livePicture')}>
            <Panel>
              <Heading variant="h2" mb="s">
                {t('livePicture')}
              </Heading>
              <LivePicture
                product={product}
                visitor={visitor}
                chosen={chosen}
                photo={choice?.kind === 'none' ? undefined : photo}
              />
            </Panel>
          </Beside>
        </Columns>
      </form>
    </FormProvider>
  )
}

function Declaration() {
  const t = useTexts('member')
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
          { value: 'no', label: t('no') },
        ]}
      />
      <TextField name="declaration.givenBy" label={t('givenBy')} />
      <DayField name="declaration.givenOn" label={t('givenOn')} hint={t('givenOnHint')} />
    </>
  )
}

/** What the employer will pay, before anything is ordered. */
function PriceShown({ chosen }: { chosen: EmployerChoice | undefined }) {
  const t = useTexts('member')
  const price = usePrice()
  const { declaration } = useWatch<TypedMemberOrder>()
  if (chosen?.ordering.answer !== 'yes') return null
  const { whenLoggingIn, otherwise } = chosen.ordering.price
  const logsIn = declaration?.logsIn
  if (declaration !== undefined && logsIn === undefined) return null
  return (
    <div aria-live="polite">
      <Heading variant="h3" mt="s" mb="xs">
        {t('price')}
      </Heading>
      <Paragraph>{price(logsIn === 'yes' ? whenLoggingIn : otherwise)}</Paragraph>
      <Paragraph>{t('priceHelp')}</Paragraph>
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
  const t = useTexts('desk')
  const member = useTexts('member')
  const { title, language, employmentEndsOn } = useWatch<TypedMemberOrder>()
  const typed = title === undefined || title === '' ? member('titleNotWritten') : title
  const today = dateInHelsinki(instant(Date.now()))
  return (
    <>
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
          validTo: expectedValidTo(readDay(employmentEndsOn ?? ''), today),
          photo,
        }}
      />
      <Paragraph mt="xs">{t('livePictureHelp')}</Paragraph>
    </>
  )
}
