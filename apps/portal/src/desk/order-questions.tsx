import type { OrderView } from '@sotevarmenne/api/orders'
import { ok } from '@sotevarmenne/kernel/result'
import { useState, type ReactNode } from 'react'
import { useFormContext, type FieldValues, type UseFormReturn } from 'react-hook-form'
import { Heading, Paragraph } from 'suomifi-ui-components'
import type { ApiResult } from '../api/call-api.ts'
import { LetterAddressFields } from '../forms/address.tsx'
import { ChoiceField, ConfirmField, TextField, useShownError } from '../forms/fields.tsx'
import { Terms } from '../forms/terms.tsx'
import { Form } from '../forms/form.tsx'
import { IdentificationFields } from '../forms/identification-fields.tsx'
import { SubmitButton } from '../forms/submit-button.tsx'
import { PageLink } from '../layout/links.tsx'
import { Actions, Beside, Columns, Panel } from '../layout/surface.tsx'
import { useAction } from '../layout/use-action.tsx'
import { PhotoField, type PhotoChoice } from '../photo/photo-field.tsx'
import { useTexts } from '../texts/index.ts'
import { deskTexts } from './texts.ts'
import { wordTexts } from '../texts/words.ts'
import { languages } from '../texts/text.ts'
import type { TypedOfEveryOrder } from './order-form.ts'
import type { Visitor } from './visitor.ts'

/**
 * The form of an order: the fields of its product before the common ones, beside the card as it will be
 * printed.
 */
export function OrderQuestions<Typed extends FieldValues, Read>({
  form,
  draft,
  onDrafted,
  visitor,
  questions,
  delivery,
  onPhoto,
  picture,
}: {
  form: UseFormReturn<Typed, unknown, Read>
  /** Returns undefined when a field is wrong and shows its error. */
  draft: (read: Read) => Promise<ApiResult<OrderView> | undefined>
  onDrafted: (order: OrderView) => void
  visitor: Visitor
  questions: readonly { readonly title: string; readonly fields: ReactNode }[]
  /** The choice where the card goes, if there is one. */
  delivery?: ReactNode
  onPhoto: (image: string | undefined) => void
  picture: (isWithoutPhoto: boolean) => ReactNode
}) {
  const t = useTexts(deskTexts)
  const [choice, setChoice] = useState(() => choiceOf(form))
  const { run, isActing, shown } = useAction()

  const submit = (read: Read): Promise<void> =>
    run(
      async () => (await draft(read)) ?? ok(undefined),
      (drafted) => {
        if (drafted !== undefined) onDrafted(drafted)
      },
    )

  return (
    <Form form={form} onSubmit={submit}>
      <Columns>
        <div>
          {questions.map(({ title, fields }, index) => (
            <Question key={title} number={index + 1} title={title}>
              {fields}
            </Question>
          ))}
          <OfEveryOrder
            after={questions.length}
            visitor={visitor}
            delivery={delivery}
            choice={choice}
            onChoice={setChoice}
            onPhoto={onPhoto}
          />
          {shown}
          <Actions>
            <SubmitButton isActing={isActing} acting={t('drafting')}>
              {t('toSigning')}
            </SubmitButton>
            <PageLink to="desk">{t('backToVisitor')}</PageLink>
          </Actions>
        </div>
        <Beside aria-label={t('livePicture')}>
          <Panel>
            <Heading variant="h2" mb="s">
              {t('livePicture')}
            </Heading>
            {picture(choice?.kind === 'none')}
            <Paragraph mt="xs">{t('livePictureHelp')}</Paragraph>
          </Panel>
        </Beside>
      </Columns>
    </Form>
  )
}

/** A form that is filled in from a draft has its photo. */
function choiceOf<Typed extends FieldValues, Read>(
  form: UseFormReturn<Typed, unknown, Read>,
): PhotoChoice | undefined {
  const { photo } = form.getValues() as Partial<TypedOfEveryOrder>
  if (photo === undefined) return undefined
  return photo === 'none' ? { kind: 'none' } : { kind: 'stored', photoId: photo }
}

/** The visitor, the photo, the language, the letter and the terms. */
function OfEveryOrder({
  after,
  visitor,
  delivery,
  choice,
  onChoice,
  onPhoto,
}: {
  /** The number of sections before this one. */
  after: number
  visitor: Visitor
  delivery: ReactNode
  choice: PhotoChoice | undefined
  onChoice: (choice: PhotoChoice) => void
  onPhoto: (image: string | undefined) => void
}) {
  const t = useTexts(deskTexts)
  const shownError = useShownError()
  const { formState, setValue } = useFormContext<TypedOfEveryOrder>()

  const choosePhoto = (chosen: PhotoChoice): void => {
    onChoice(chosen)
    const value = chosen.kind === 'stored' ? chosen.photoId : chosen.kind
    setValue('photo', value, { shouldValidate: formState.isSubmitted })
  }

  return (
    <>
      <Question number={after + 1} title={t('identificationQuestion')}>
        <Paragraph mb="s">{t('identificationHelp')}</Paragraph>
        <IdentificationFields person={visitor} />
      </Question>
      <Question number={after + 2} title={t('photoHeading')}>
        <PhotoField
          personId={visitor.personId}
          choice={choice}
          onChoice={choosePhoto}
          onPreview={onPhoto}
          error={shownError(formState.errors.photo).statusText}
        />
      </Question>
      <Question number={after + 3} title={t('languageAndLetter')}>
        <LanguageAndLetter visitor={visitor} delivery={delivery} />
      </Question>
      <Question number={after + 4} title={t('termsHeading')}>
        <Terms />
        <ConfirmField name="termsAccepted" label={t('termsAccepted')} />
      </Question>
    </>
  )
}

/** The card's language, and the address of the activation letter: not shown under non-disclosure. */
function LanguageAndLetter({ visitor, delivery }: { visitor: Visitor; delivery: ReactNode }) {
  const t = useTexts(deskTexts)
  const words = useTexts(wordTexts)
  return (
    <>
      <ChoiceField
        name="language"
        label={t('languageOfCard')}
        choices={languages.map((value) => ({
          value,
          label: words(`language.${value}`),
        }))}
      />
      {delivery}
      {visitor.nonDisclosure ? (
        <Paragraph>{t('letterToPoint')}</Paragraph>
      ) : (
        <>
          <Heading variant="h3" mb="xs">
            {t('letterAddress')}
          </Heading>
          <Paragraph mb="s">{t('letterAddressHelp')}</Paragraph>
          <LetterAddressFields within="letterAddress" />
        </>
      )}
      <TextField
        name="noticeEmail"
        label={t('noticeEmail')}
        hint={t('noticeEmailHint')}
        autoComplete="off"
      />
    </>
  )
}

function Question({
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
