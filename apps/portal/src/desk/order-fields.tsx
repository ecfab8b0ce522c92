import { zodResolver } from '@hookform/resolvers/zod'
import { draftOrder, type Order } from '@sotevarmenne/api/orders'
import type { ProblemDetails } from '@sotevarmenne/api/problem'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { instant } from '@sotevarmenne/kernel/instant'
import { useState, type ReactNode } from 'react'
import { FormProvider, useForm, useWatch } from 'react-hook-form'
import {
  Button,
  Expander,
  ExpanderContent,
  ExpanderTitleButton,
  Heading,
  Paragraph,
} from 'suomifi-ui-components'
import { ask } from '../api/ask.ts'
import { TurnedCard } from '../cards/card-pictures.tsx'
import { ChoiceField, ConfirmField, TextField, useShownError } from '../forms/fields.tsx'
import { FormErrors } from '../forms/form-errors.tsx'
import { IdentificationFields } from '../forms/identification-fields.tsx'
import { ProblemShown, Unreachable } from '../layout/answers.tsx'
import { PageLink } from '../layout/links.tsx'
import { Actions, Beside, Columns, Panel } from '../layout/surface.tsx'
import { PhotoField, type PhotoChoice } from '../photo/photo-field.tsx'
import { useDates, usePageLanguage } from '../texts/dates.ts'
import { desk } from '../texts/desk.ts'
import { useTexts } from '../texts/index.ts'
import {
  expectedValidTo,
  orderFilledFor,
  typedOrder,
  type ReadOrder,
  type TypedOrder,
} from './order-form.ts'
import { RightLimits } from './right-limits.tsx'
import type { Visitor } from './visitor.ts'

/** The form of an order beside the card as it will be printed. */
export function OrderFields({
  visitor,
  photo,
  onPhoto,
  onDrafted,
}: {
  visitor: Visitor
  /** The photo as framed, for the picture of the card. */
  photo: string | undefined
  onPhoto: (image: string | undefined) => void
  onDrafted: (order: Order) => void
}) {
  const t = useTexts('desk')
  const words = useTexts('words')
  const language = usePageLanguage()
  const { day } = useDates()
  const shownError = useShownError()
  const [choice, setChoice] = useState<PhotoChoice>()
  const [problem, setProblem] = useState<ProblemDetails>()
  const [isUnreachable, setIsUnreachable] = useState(false)
  const form = useForm<TypedOrder, unknown, ReadOrder>({
    resolver: zodResolver(typedOrder),
    defaultValues: orderFilledFor(visitor),
    shouldFocusError: false,
  })
  const { isSubmitting, errors } = form.formState

  async function draft({ photo: photoId, letterAddress, ...order }: ReadOrder): Promise<void> {
    setProblem(undefined)
    setIsUnreachable(false)
    try {
      const drafted = await ask(draftOrder, {
        personId: visitor.personId,
        ...order,
        ...(photoId === 'none' ? {} : { photoId }),
        ...(letterAddress === undefined ? {} : { letterAddress }),
      })
      if (drafted.ok) onDrafted(drafted.value)
      else setProblem(drafted.refusal)
    } catch {
      setIsUnreachable(true)
    }
  }

  const choosePhoto = (chosen: PhotoChoice): void => {
    setChoice(chosen)
    const value = chosen.kind === 'stored' ? chosen.photoId : chosen.kind
    form.setValue('photo', value, { shouldValidate: form.formState.isSubmitted })
  }

  return (
    <FormProvider {...form}>
      <form noValidate onSubmit={(event) => void form.handleSubmit(draft)(event)}>
        <FormErrors />
        <Columns>
          <div>
            <Question number={1} title={t('rightQuestion')}>
              <ChoiceField
                name="rightId"
                label={t('rightLabel')}
                choices={visitor.rights
                  .filter((right) => right.inForce)
                  .map((right) => ({
                    value: right.rightId,
                    label: right.title[language],
                    hint: [
                      words(`register.${right.register}`),
                      ...(right.validTo === undefined
                        ? []
                        : [t('validUntil', { day: day(right.validTo) })]),
                    ].join(', '),
                    more: right.limits === undefined ? undefined : <RightLimits right={right} />,
                  }))}
              />
            </Question>
            <Question number={2} title={t('identificationQuestion')}>
              <Paragraph mb="s">{t('identificationHelp')}</Paragraph>
              <IdentificationFields />
            </Question>
            <Question number={3} title={t('photoHeading')}>
              <PhotoField
                personId={visitor.personId}
                choice={choice}
                onChoice={choosePhoto}
                onPreview={onPhoto}
                error={shownError(errors.photo).statusText}
              />
            </Question>
            <Question number={4} title={t('languageAndLetter')}>
              <LanguageAndLetter visitor={visitor} />
            </Question>
            <Question number={5} title={t('termsHeading')}>
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
              <LivePicture visitor={visitor} photo={choice?.kind === 'none' ? undefined : photo} />
            </Panel>
          </Beside>
        </Columns>
      </form>
    </FormProvider>
  )
}

/** The card's language, and where the activation letter goes: never asked under non-disclosure. */
export function LanguageAndLetter({ visitor }: { visitor: Visitor }) {
  const t = useTexts('desk')
  const words = useTexts('words')
  return (
    <>
      <ChoiceField
        name="language"
        label={t('languageOfCard')}
        choices={(['fi', 'sv', 'en'] as const).map((value) => ({
          value,
          label: words(`language.${value}`),
        }))}
      />
      {visitor.nonDisclosure ? (
        <Paragraph>{t('letterToPoint')}</Paragraph>
      ) : (
        <>
          <Heading variant="h3" mb="xs">
            {t('letterAddress')}
          </Heading>
          <Paragraph mb="s">{t('letterAddressHelp')}</Paragraph>
          <TextField name="letterAddress.street" label={t('street')} />
          <TextField name="letterAddress.postalCode" label={t('postalCode')} />
          <TextField name="letterAddress.postOffice" label={t('postOffice')} />
        </>
      )}
    </>
  )
}

export function Question({
  number,
  title,
  children,
}: {
  number: number
  title: string
  children: ReactNode
}) {
  const id = `question-${String(number)}`
  return (
    <Panel aria-labelledby={id}>
      <Heading variant="h2" id={id} mb="s">
        {number}. {title}
      </Heading>
      {children}
    </Panel>
  )
}

function LivePicture({ visitor, photo }: { visitor: Visitor; photo: string | undefined }) {
  const t = useTexts('desk')
  const { rightId, language } = useWatch<TypedOrder>()
  const right = visitor.rights.find((one) => one.rightId === rightId)
  const today = dateInHelsinki(instant(Date.now()))
  return (
    <>
      <TurnedCard
        face={{
          surname: visitor.surname,
          givenNames: visitor.givenNames,
          title: right?.title ?? desk.rightNotChosen,
          language: language ?? 'fi',
          product: 'professional-card',
          subjectNumber: visitor.registrationNumber ?? '–',
          validTo: expectedValidTo(right?.validTo, today),
          photo,
        }}
      />
      <Paragraph mt="xs">{t('livePictureHelp')}</Paragraph>
    </>
  )
}

export function Terms() {
  const t = useTexts('desk')
  return (
    <Expander mb="s">
      <ExpanderTitleButton asHeading="h3">{t('terms')}</ExpanderTitleButton>
      <ExpanderContent>
        <ul>
          <li>{t('termPersonal')}</li>
          <li>{t('termPins')}</li>
          <li>{t('termLost')}</li>
          <li>{t('termChanges')}</li>
          <li>{t('termData')}</li>
        </ul>
      </ExpanderContent>
    </Expander>
  )
}
