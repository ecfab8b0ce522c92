import { zodResolver } from '@hookform/resolvers/zod'
import { contactMessage, sendContactMessage } from '@sotevarmenne/api/contact-messages'
import { contactPageTexts, contactTopic } from '@sotevarmenne/api/contact-page-texts'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { useLocation, useSearchParams } from 'react-router'
import { InlineAlert, Paragraph } from 'suomifi-ui-components'
import { z } from 'zod'
import { callApi } from '../api/call-api.ts'
import { errorText } from '../forms/error-texts.ts'
import { ChoiceField, ConfirmField, LongTextField, TextField } from '../forms/fields.tsx'
import { Form } from '../forms/form.tsx'
import { typed } from '../forms/typed.ts'
import { SubmitButton } from '../forms/submit-button.tsx'
import { PageLink } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Done } from '../layout/responses.tsx'
import { Panel, Prose } from '../layout/surface.tsx'
import { useAction } from '../layout/use-action.tsx'
import { usePageLanguage } from '../texts/language.ts'
import { useTexts } from '../texts/index.ts'
import { languages } from '../texts/text.ts'
import { wordTexts } from '../texts/words.ts'

const { name, email, subject, text } = contactMessage.shape

const typedMessage = z.object({
  name: typed(name, 'ownName'),
  email: typed(email, 'emailAddress'),
  subject: typed(subject, 'topic'),
  text: typed(text, 'message'),
  language: z.enum(languages, { error: errorText('language') }),
  isIdentified: z.boolean(),
})

type Typed = z.output<typeof typedMessage>

/** How somebody without a card and without a sign-in writes to customer service. */
export function ContactFormPage() {
  const t = useTexts(contactPageTexts)
  const [query] = useSearchParams()
  const [isSent, setIsSent] = useState(query.has('sent'))
  return (
    <Prose>
      <PageTitle>{t('heading')}</PageTitle>
      {isSent ? (
        <Done title={t('sent')} help={t('sentHelp')} />
      ) : (
        <>
          <Paragraph mb="m">{t('lead')}</Paragraph>
          <InlineAlert status="neutral" mb="m">
            {t('lostFirst')} <PageLink to="lost-card">{t('toLostCard')}</PageLink>
          </InlineAlert>
          <Write
            topic={query.get('topic')}
            onSent={() => {
              setIsSent(true)
            }}
          />
        </>
      )}
    </Prose>
  )
}

/** Created once: sending it again is the same message. */
function Write({ topic, onSent }: { topic: string | null; onSent: () => void }) {
  const t = useTexts(contactPageTexts)
  const words = useTexts(wordTexts)
  const [messageId] = useState(() => crypto.randomUUID())
  // Of a sign-in by Suomi.fi that was refused because the service does not know the person.
  const { state } = useLocation() as { state: { identified?: string } | null }
  const identified = state?.identified
  const { run, isActing, shown } = useAction()
  const language = usePageLanguage()
  const form = useForm<z.input<typeof typedMessage>, unknown, Typed>({
    resolver: zodResolver(typedMessage),
    defaultValues: {
      ...{ name: '', email: '', ...contactTopic(topic, language), language },
      isIdentified: identified !== undefined,
    },
    shouldFocusError: false,
  })
  const send = ({ isIdentified, ...message }: Typed): Promise<void> =>
    run(
      () =>
        callApi(sendContactMessage, {
          ...{ messageId, ...message },
          ...(isIdentified && identified !== undefined && { identified }),
        }),
      onSent,
    )

  return (
    <Panel aria-label={t('heading')}>
      <Form form={form} onSubmit={send}>
        <TextField name="name" label={t('name')} autoComplete="name" />
        <TextField name="email" label={t('email')} hint={t('emailHint')} autoComplete="email" />
        <TextField name="subject" label={t('subject')} />
        <LongTextField name="text" label={t('text')} hint={t('textHint')} />
        <ChoiceField
          name="language"
          label={t('language')}
          choices={languages.map((value) => ({ value, label: words(`language.${value}`) }))}
        />
        {identified === undefined ? null : (
          <>
            <ConfirmField name="isIdentified" label={t('identified')} />
            <Paragraph mb="m">{t('identifiedHelp')}</Paragraph>
          </>
        )}
        <Paragraph mb="m">{t('stored')}</Paragraph>
        {shown}
        <SubmitButton isActing={isActing}>{t('submit')}</SubmitButton>
      </Form>
    </Panel>
  )
}
