import { zodResolver } from '@hookform/resolvers/zod'
import { raiseInquiry, type InquiryView, identityDocument } from '@sotevarmenne/api/identification'
import { useState } from 'react'
import { useForm, useWatch } from 'react-hook-form'
import { useLocation, useParams } from 'react-router'
import { Paragraph } from 'suomifi-ui-components'
import { z } from 'zod'
import { callApi, queryClient } from '../api/call-api.ts'
import { errorText } from '../forms/error-texts.ts'
import { ChoiceField, LongTextField, TextField } from '../forms/fields.tsx'
import { Form } from '../forms/form.tsx'
import { emptyIdentification, typedDocument } from '../forms/identification.ts'
import { DocumentFields } from '../forms/identification-fields.tsx'
import { SubmitButton } from '../forms/submit-button.tsx'
import { Done } from '../layout/responses.tsx'
import { PageLink } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Actions, Panel } from '../layout/surface.tsx'
import { useAction } from '../layout/use-action.tsx'
import { useTexts } from '../texts/index.ts'
import { identificationTexts } from '../identification/texts.ts'
import { wordTexts } from '../texts/words.ts'
import { deskTexts } from './texts.ts'

const observation = z
  .string()
  .trim()
  .min(5, { error: errorText('input') })
  .max(1000, { error: errorText('input') })

const typedInquiry = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('document-doubt'), document: typedDocument, observation }),
  z.object({
    kind: z.literal('no-document'),
    policeUnit: z
      .string()
      .trim()
      .min(2, { error: errorText('policeUnit') })
      .max(100, { error: errorText('policeUnit') }),
    observation,
  }),
])

type Typed = z.input<typeof typedInquiry>
type Read = z.output<typeof typedInquiry>

/** What was typed on the page before this one. */
const carried = z.object({
  person: z.object({ givenNames: z.string(), surname: z.string() }).optional(),
  typed: z.record(z.string(), z.unknown()).optional(),
})

/**
 * The registrar can't identify the visitor: what was typed of the document is passed on, and the office
 * decides.
 */
export function RaiseInquiryPage() {
  const t = useTexts(identificationTexts)
  const words = useTexts(wordTexts)
  const desk = useTexts(deskTexts)
  const { personId = '' } = useParams()
  const before = carried.safeParse(useLocation().state).data
  const [raised, setRaised] = useState<InquiryView>()
  const { run, isActing, shown } = useAction()
  const form = useForm<Typed, unknown, Read>({
    resolver: zodResolver(typedInquiry),
    defaultValues: {
      kind: 'document-doubt',
      document: { ...emptyIdentification, ...ofDocument(before?.typed) },
      observation: '',
    },
    shouldFocusError: false,
  })
  const kind = useWatch({ control: form.control, name: 'kind' })

  const raise = (read: Read): Promise<void> =>
    run(
      () =>
        callApi(raiseInquiry, {
          personId,
          subject:
            read.kind === 'no-document'
              ? { kind: read.kind, policeUnit: read.policeUnit }
              : { kind: read.kind, document: read.document },
          observation: read.observation,
        }),
      (inquiry) => {
        void queryClient.invalidateQueries({ queryKey: ['inquiries'] })
        setRaised(inquiry)
      },
    )

  const name = before?.person && `${before.person.givenNames} ${before.person.surname}`
  const title = name === undefined ? t('raiseHeading') : `${t('raiseHeading')}: ${name}`
  if (raised !== undefined)
    return (
      <>
        <PageTitle>{title}</PageTitle>
        <Done title={t('raised')} help={t('raisedHelp')} />
        <Actions>
          <PageLink to={`desk/inquiries/${raised.inquiryId}`}>{t('inquiry')}</PageLink>
          <PageLink to="desk">{desk('backToVisitor')}</PageLink>
        </Actions>
      </>
    )
  return (
    <>
      <PageTitle>{title}</PageTitle>
      <Form form={form} onSubmit={raise}>
        <Panel aria-label={t('raiseHeading')}>
          <Paragraph mb="m">{t('raiseHelp')}</Paragraph>
          <ChoiceField
            name="kind"
            label={t('whatIsRequested')}
            choices={(['document-doubt', 'no-document'] as const).map((value) => ({
              value,
              label: t(`subject.${value}`),
            }))}
          />
          {kind === 'no-document' ? (
            <>
              <Paragraph mb="m">{t('policeHelp')}</Paragraph>
              <TextField name="policeUnit" label={t('policeUnit')} />
            </>
          ) : (
            <>
              <ChoiceField
                name="document.documentType"
                label={t('documentType')}
                choices={identityDocument.options.map((value) => ({
                  value,
                  label: words(`documentType.${value}`),
                }))}
              />
              <DocumentFields under="document" />
            </>
          )}
          <LongTextField name="observation" label={t('observation')} hint={t('observationHint')} />
          {shown}
          <Actions>
            <SubmitButton isActing={isActing} acting={t('deciding')}>
              {t('raise')}
            </SubmitButton>
            <PageLink to="desk">{desk('backToVisitor')}</PageLink>
          </Actions>
        </Panel>
      </Form>
    </>
  )
}

/** A police reference is not a document. */
const ofDocument = (typed: { readonly [name: string]: unknown } | undefined) =>
  typed?.['documentType'] === 'police-verification' ? {} : typed
