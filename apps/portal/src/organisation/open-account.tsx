import type { SessionView } from '@sotevarmenne/api/authentication'
import { powerOfAttorneyUpload } from '@sotevarmenne/api/uploads'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import { joinAccount, lookUpAccount, openAccount } from '@sotevarmenne/api/accounts'
import { useState, type SyntheticEvent } from 'react'
import { useNavigate, useOutletContext } from 'react-router'
import { Heading, InlineAlert, Paragraph, TextInput } from 'suomifi-ui-components'
import { z } from 'zod'
import { callApi, queryClient, type ApiResult } from '../api/call-api.ts'
import { documentOf, DocumentInput } from '../forms/document-input.tsx'
import { useHref } from '../layout/links.tsx'
import { Actions, Panel } from '../layout/surface.tsx'
import { useAction } from '../layout/use-action.tsx'
import { usePageLanguage } from '../texts/language.ts'
import { useTexts } from '../texts/index.ts'
import { accountTexts } from './account-texts.ts'
import { SubmitButton } from '../forms/submit-button.tsx'

type LookedUp = z.output<(typeof lookUpAccount)['response']>

/**
 * First checks for an account: people who may sign alone open or join it, others send a power of attorney.
 */
export function OpenAccount({ onRequested }: { onRequested: () => void }) {
  const t = useTexts(accountTexts)
  const { signIn } = useOutletContext<SessionView>()
  // A user who signed in by an organisation card is here for that organisation.
  const [businessId, setBusinessId] = useState(signIn.organisation?.businessId ?? '')
  const [isMissing, setIsMissing] = useState(false)
  const [found, setFound] = useState<LookedUp>()
  const { run, isActing, shown } = useAction()

  function lookUp(event: SyntheticEvent): void {
    event.preventDefault()
    setFound(undefined)
    setIsMissing(businessId === '')
    if (businessId === '') {
      document.getElementById('business-id')?.focus()
      return
    }
    void run(() => callApi(lookUpAccount, { businessId }), setFound)
  }

  return (
    <Panel aria-labelledby="open-account">
      <Heading variant="h2" id="open-account" mb="xs">
        {t('openHeading')}
      </Heading>
      <Paragraph mb="s">{t('openLead')}</Paragraph>
      <form onSubmit={lookUp} noValidate>
        <TextInput
          id="business-id"
          labelText={t('businessId')}
          hintText={t('businessIdHint')}
          value={businessId}
          onChange={(value) => {
            setBusinessId(String(value ?? '').trim())
          }}
          autoComplete="off"
          {...(isMissing ? { status: 'error', statusText: t('businessIdMissing') } : {})}
        />
        <Actions>
          <SubmitButton variant="secondary" isActing={isActing}>
            {t('lookUp')}
          </SubmitButton>
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
          onRequested={() => {
            setFound(undefined)
            setBusinessId('')
            onRequested()
          }}
        />
      ) : null}
    </Panel>
  )
}

/** The remaining step, by how the person signs for the organisation. */
const opening = { alone: 'signsAlone', together: 'signsTogether', none: 'signsNone' } as const
const joining = {
  alone: 'joinsAlone',
  together: 'joinsOnPowerOfAttorney',
  none: 'joinsOnPowerOfAttorney',
} as const

function OpenFound({ found, onRequested }: { found: LookedUp; onRequested: () => void }) {
  const t = useTexts(accountTexts)
  const href = useHref()
  const navigate = useNavigate()
  const language = usePageLanguage()
  const [email, setEmail] = useState('')
  const [isEmailWrong, setIsEmailWrong] = useState(false)
  const [powerOfAttorney, setPowerOfAttorney] = useState<string>()
  const [wrong, setWrong] = useState<'powerOfAttorneyTooLarge' | 'powerOfAttorneyMissing'>()
  const { run, isActing, shown } = useAction()
  const { businessId, signing } = found
  const isAlone = signing === 'alone'

  async function choose(file: File | undefined): Promise<void> {
    setPowerOfAttorney(undefined)
    setWrong(
      file !== undefined && file.size > powerOfAttorneyUpload.maxBytes
        ? 'powerOfAttorneyTooLarge'
        : undefined,
    )
    if (file !== undefined && file.size <= powerOfAttorneyUpload.maxBytes)
      setPowerOfAttorney(await documentOf(file))
  }

  function open(event: SyntheticEvent): void {
    event.preventDefault()
    const isAddressMissing = !found.hasAccount && !z.email().safeParse(email).success
    const isPowerOfAttorneyMissing = !isAlone && powerOfAttorney === undefined
    setIsEmailWrong(isAddressMissing)
    if (isPowerOfAttorneyMissing) setWrong(wrong ?? 'powerOfAttorneyMissing')
    if (isAddressMissing) document.getElementById('contact-email')?.focus()
    if (isAddressMissing || isPowerOfAttorneyMissing) return
    const requested = { businessId, ...(powerOfAttorney === undefined ? {} : { powerOfAttorney }) }
    void run(
      (): Promise<ApiResult<ResponseOf<typeof openAccount> | ResponseOf<typeof joinAccount>>> =>
        found.hasAccount
          ? callApi(joinAccount, requested)
          : callApi(openAccount, { ...requested, contact: { email, language } }),
      (opened) => {
        void queryClient.invalidateQueries({ queryKey: ['own-accounts'] })
        if (opened.state === 'waits') onRequested()
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
        <Paragraph mb="s">
          <a href={href('power-of-attorney.pdf')}>{t('powerOfAttorneyModel')}</a>
        </Paragraph>
      )}
      {isAlone ? null : (
        <DocumentInput
          id="power-of-attorney"
          label={t('powerOfAttorney')}
          hint={t('powerOfAttorneyHint')}
          accept="application/pdf"
          error={wrong === undefined ? {} : { status: 'error', statusText: t(wrong) }}
          onChosen={(file) => void choose(file)}
        />
      )}
      {shown}
      <Actions>
        <SubmitButton id="open-it" isActing={isActing}>
          {t(isAlone ? (found.hasAccount ? 'joinNow' : 'openNow') : 'requestFor')}
        </SubmitButton>
      </Actions>
    </form>
  )
}
