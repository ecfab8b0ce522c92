import { zodResolver } from '@hookform/resolvers/zod'
import {
  confirmContactMessage,
  continueContactMessage,
  viewContactMessage,
  type ContactMessageView,
} from '@sotevarmenne/api/contact-messages'
import { contactPageTexts } from '@sotevarmenne/api/contact-page-texts'
import { ok } from '@sotevarmenne/kernel/result'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { useLocation } from 'react-router'
import { Heading, Paragraph } from 'suomifi-ui-components'
import { ActionButton } from '../layout/action-button.tsx'
import { z } from 'zod'
import { callApi, queryClient } from '../api/call-api.ts'
import { useApiQuery } from '../api/queries.ts'
import { Message, Messages, Words } from '../cases/messages.tsx'
import { typedText } from '../cases/typed-text.ts'
import { LongTextField } from '../forms/fields.tsx'
import { Form } from '../forms/form.tsx'
import { SubmitButton } from '../forms/submit-button.tsx'
import { PageLink } from '../layout/links.tsx'
import { focusTitleAfter, PageTitle } from '../layout/page-title.tsx'
import { Done, WithoutResponse } from '../layout/responses.tsx'
import { Actions, Muted, Panel } from '../layout/surface.tsx'
import { useAction } from '../layout/use-action.tsx'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'

type Opened = Exclude<ContactMessageView, { readonly state: 'unconfirmed' }>

/** A message by its link: what is behind the `#` opens it, and is in no address that a server sees. */
export function ContactMessagePage() {
  const t = useTexts(contactPageTexts)
  const link = useLocation().hash.slice(1)
  const query = useApiQuery(
    ['contact-message', link],
    viewContactMessage,
    { link },
    { enabled: link !== '' },
  )
  const [isConfirmed, setIsConfirmed] = useState(false)
  const keep = (changed: ContactMessageView): void => {
    queryClient.setQueryData(['contact-message', link], ok(changed))
  }
  const back = (
    <Actions>
      <PageLink to="contact-form">{t('heading')}</PageLink>
    </Actions>
  )
  if (link === '')
    return (
      <>
        <PageTitle>{t('noLink')}</PageTitle>
        <Paragraph mb="s">{t('noLinkHelp')}</Paragraph>
        {back}
      </>
    )
  if (query.data?.ok !== true)
    return <WithoutResponse query={query} title={t('messageHeading')} back={back} />
  const message = query.data.value
  return (
    <>
      <PageTitle>{t('messageHeading')}</PageTitle>
      {isConfirmed ? <Done title={t('arrived')} help={t('arrivedHelp')} /> : null}
      {message.state === 'unconfirmed' ? (
        <Confirm
          link={link}
          by={message.confirmBy}
          onConfirmed={(confirmed) => {
            keep(confirmed)
            setIsConfirmed(true)
          }}
        />
      ) : (
        <Thread
          key={message.messages.length}
          link={link}
          message={message}
          onWritten={(written) => {
            keep(written)
            setIsConfirmed(false)
            focusTitleAfter(t('youWrote'))
          }}
        />
      )}
    </>
  )
}

/** A person presses the button, because programs that check mails open links too. */
function Confirm({
  link,
  by,
  onConfirmed,
}: {
  link: string
  by: string
  onConfirmed: (confirmed: ContactMessageView) => void
}) {
  const t = useTexts(contactPageTexts)
  const { time } = useDates()
  const { run, isActing, shown } = useAction()
  return (
    <>
      <Paragraph mb="s">{t('confirmLead', { time: time(by) })}</Paragraph>
      <Paragraph mb="m">{t('notYours')}</Paragraph>
      {shown}
      <ActionButton
        onClick={() => void run(() => callApi(confirmContactMessage, { link }), onConfirmed)}
        isActing={isActing}
      >
        {t('confirm')}
      </ActionButton>
    </>
  )
}

const typedMore = z.object({ text: typedText })

function Thread({
  link,
  message: { subject, messages, until },
  onWritten,
}: {
  link: string
  message: Opened
  onWritten: (written: ContactMessageView) => void
}) {
  const t = useTexts(contactPageTexts)
  const { time } = useDates()
  // Created again for each message: sending it twice is the same message.
  const [stepId] = useState(() => crypto.randomUUID())
  const { run, isActing, shown } = useAction()
  const form = useForm({
    resolver: zodResolver(typedMore),
    defaultValues: { text: '' },
    shouldFocusError: false,
  })
  return (
    <>
      <Panel as="article" aria-labelledby="subject">
        <Heading variant="h2" id="subject" mb="s">
          {subject}
        </Heading>
        <Messages>
          {messages.map(({ isFromOffice, at, text }) => (
            <Message key={at} $isOffice={isFromOffice}>
              <strong>{t(isFromOffice ? 'answered' : 'youWrote')}</strong> <Muted>{time(at)}</Muted>
              <Words>{text}</Words>
            </Message>
          ))}
        </Messages>
      </Panel>
      <Panel aria-labelledby="more">
        <Heading variant="h2" id="more" mb="s">
          {t('more')}
        </Heading>
        <Form
          form={form}
          onSubmit={({ text }) =>
            run(() => callApi(continueContactMessage, { link, stepId, text }), onWritten)
          }
        >
          <LongTextField name="text" label={t('text')} hint={t('textHint')} />
          {shown}
          <Actions>
            <SubmitButton isActing={isActing}>{t('send')}</SubmitButton>
          </Actions>
        </Form>
      </Panel>
      <Paragraph mt="m">{t('until', { time: time(until) })}</Paragraph>
    </>
  )
}
