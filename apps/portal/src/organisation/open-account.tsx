import type { Session } from '@sotevarmenne/api/access'
import type { AnswerOf } from '@sotevarmenne/api/endpoint'
import { joinAccount, lookUpAccount, openAccount } from '@sotevarmenne/api/accounts'
import { useState, type SyntheticEvent } from 'react'
import { useNavigate, useOutletContext } from 'react-router'
import {
  Button,
  FileInput,
  Heading,
  InlineAlert,
  Paragraph,
  TextInput,
} from 'suomifi-ui-components'
import { z } from 'zod'
import { ask, queryClient, type Answer } from '../api/ask.ts'
import { toBase64 } from '../documents/base64.ts'
import { useHref } from '../layout/links.tsx'
import { Actions, Panel } from '../layout/surface.tsx'
import { useAct } from '../layout/use-act.tsx'
import { usePageLanguage } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'

type LookedUp = z.output<(typeof lookUpAccount)['answer']>

/** First whether there is an account, then the question that is left: who signs alone opens or joins it, others send a mandate. */
export function OpenAccount({ onAsked }: { onAsked: () => void }) {
  const t = useTexts('accounts')
  const { signIn } = useOutletContext<Session>()
  // Whoever came by an organisation card comes for that organisation.
  const [businessId, setBusinessId] = useState(signIn.organisation?.businessId ?? '')
  const [found, setFound] = useState<LookedUp>()
  const { act, isActing, shown } = useAct()

  function lookUp(event: SyntheticEvent): void {
    event.preventDefault()
    setFound(undefined)
    void act(() => ask(lookUpAccount, { businessId }), setFound)
  }

  return (
    <Panel aria-labelledby="open-account">
      <Heading variant="h2" id="open-account" mb="xs">
        {t('openHeading')}
      </Heading>
      <Paragraph mb="s">{t('openLead')}</Paragraph>
      <form onSubmit={lookUp}>
        <TextInput
          id="business-id"
          labelText={t('businessId')}
          hintText={t('businessIdHint')}
          value={businessId}
          onChange={(value) => {
            setBusinessId(String(value ?? '').trim())
          }}
          autoComplete="off"
        />
        <Actions>
          <Button type="submit" variant="secondary" disabled={isActing || businessId === ''}>
            {t('lookUp')}
          </Button>
        </Actions>
      </form>
      {shown}
      <div aria-live="polite">
        {found === undefined ? null : (
          <Heading variant="h3" mt="m" mb="xs" id="found-organisation">
            {`${found.name}, ${found.businessId}`}
          </Heading>
        )}
        {found?.hasAccount === true ? (
          <InlineAlert status="neutral" labelText={t('hasAccount')} mb="m">
            {t('hasAccountHelp')}
          </InlineAlert>
        ) : null}
      </div>
      {found !== undefined ? (
        <OpenFound
          key={found.businessId}
          found={found}
          onAsked={() => {
            setFound(undefined)
            setBusinessId('')
            onAsked()
          }}
        />
      ) : null}
    </Panel>
  )
}

/** What is left to do, by how one signs for the organisation. */
const opening = { alone: 'signsAlone', together: 'signsTogether', none: 'signsNone' } as const
const joining = { alone: 'joinsAlone', together: 'joinsOnMandate', none: 'joinsOnMandate' } as const

/** In bytes. */
const largestMandate = 2 * 1024 * 1024

function OpenFound({ found, onAsked }: { found: LookedUp; onAsked: () => void }) {
  const t = useTexts('accounts')
  const documents = useTexts('documents')
  const href = useHref()
  const navigate = useNavigate()
  const language = usePageLanguage()
  const [email, setEmail] = useState('')
  const [isEmailWrong, setIsEmailWrong] = useState(false)
  const [mandate, setMandate] = useState<string>()
  const [wrong, setWrong] = useState<'mandateTooLarge' | 'mandateMissing'>()
  const { act, isActing, shown } = useAct()
  const { businessId, signing } = found
  const isAlone = signing === 'alone'

  async function choose(file: File | undefined): Promise<void> {
    setMandate(undefined)
    setWrong(file !== undefined && file.size > largestMandate ? 'mandateTooLarge' : undefined)
    if (file !== undefined && file.size <= largestMandate)
      setMandate(toBase64(new Uint8Array(await file.arrayBuffer())))
  }

  function open(event: SyntheticEvent): void {
    event.preventDefault()
    const isAddressMissing = !found.hasAccount && !z.email().safeParse(email).success
    const isMandateMissing = !isAlone && mandate === undefined
    setIsEmailWrong(isAddressMissing)
    if (isMandateMissing) setWrong(wrong ?? 'mandateMissing')
    if (isAddressMissing) document.getElementById('contact-email')?.focus()
    if (isAddressMissing || isMandateMissing) return
    const asked = { businessId, ...(mandate === undefined ? {} : { mandate }) }
    void act(
      (): Promise<Answer<AnswerOf<typeof openAccount> | AnswerOf<typeof joinAccount>>> =>
        found.hasAccount
          ? ask(joinAccount, asked)
          : ask(openAccount, { ...asked, contact: { email, language } }),
      (opened) => {
        void queryClient.invalidateQueries({ queryKey: ['own-accounts'] })
        if (opened.state === 'waits') onAsked()
        else void navigate(href(`organisation/${opened.organisationId}`))
      },
    )
  }

  return (
    <form onSubmit={open} noValidate>
      <Paragraph mb="s">{t((found.hasAccount ? joining : opening)[signing])}</Paragraph>
      {found.hasAccount ? null : (
        <TextInput
          id="contact-email"
          labelText={t('contactAddress')}
          hintText={t('contactAddressHint')}
          type="email"
          autoComplete="email"
          value={email}
          onChange={(value) => {
            setEmail(String(value ?? '').trim())
          }}
          mb="m"
          {...(isEmailWrong ? { status: 'error', statusText: t('emailWrong') } : {})}
        />
      )}
      {isAlone ? null : (
        <FileInput
          id="mandate"
          labelText={t('mandate')}
          hintText={t('mandateHint')}
          inputButtonText={documents('chooseFile')}
          dragAreaText={documents('dragFile')}
          removeFileText={documents('removeFile')}
          addedFileAriaText={documents('fileAdded')}
          accept="application/pdf"
          fullWidth
          onChange={(files) => void choose(files[0])}
          {...(wrong === undefined ? {} : { status: 'error', statusText: t(wrong) })}
        />
      )}
      {shown}
      <Actions>
        <Button type="submit" id="open-it" disabled={isActing}>
          {t(isAlone ? (found.hasAccount ? 'joinNow' : 'openNow') : 'askFor')}
        </Button>
      </Actions>
    </form>
  )
}
