import { identifyForRenewal, renewCard, type RenewalView } from '@sotevarmenne/api/renewals'
import type { ProblemDetails } from '@sotevarmenne/api/problem'
import { ok } from '@sotevarmenne/kernel/result'
import { useEffect, useState, type ReactNode } from 'react'
import { Button, Heading, Paragraph } from 'suomifi-ui-components'
import { callApi, openSession } from '../api/call-api.ts'
import { TurnedCard, usePhoto } from '../cards/card-pictures.tsx'
import { PageLink } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { ProblemShown, Unreachable } from '../layout/responses.tsx'
import { StatementSummary } from '../layout/statement-summary.tsx'
import { Actions, Beside, Columns, Panel } from '../layout/surface.tsx'
import { SigningSteps } from '../reader/signing-steps.tsx'
import { useCardSignature } from '../reader/use-card-signature.ts'
import { keepAttempt } from '../sign-in/attempt.ts'
import { useWaysToSignIn } from '../sign-in/ways-to-sign-in.ts'
import { useTexts } from '../texts/index.ts'
import { renewalTexts } from './renewal-texts.ts'
import { isInUse, keepRenewal, mayConfirmAgain, type DraftedRenewal } from './renewal-under-way.ts'

/** What will be ordered, in the holder's language, and the holder's confirmation of it. */
export function ConfirmRenewal({
  renewal,
  problem,
  onChange,
  onRenewed,
}: {
  renewal: DraftedRenewal
  /** Why an earlier confirmation was refused. */
  problem: ProblemDetails | undefined
  /** With the reason for which the form is to be sent again, if any. */
  onChange: (problem?: ProblemDetails) => void
  onRenewed: (renewal: RenewalView) => void
}) {
  const t = useTexts(renewalTexts)
  const { draft } = renewal
  return (
    <>
      <PageTitle takesFocus>{t('checkHeading')}</PageTitle>
      {problem === undefined ? null : <ProblemShown problem={problem} />}
      <Paragraph mb="s">{t('checkLead')}</Paragraph>
      <Columns>
        <div>
          <Ordered draft={draft} />
          <Confirmation renewal={renewal} onChange={onChange} onRenewed={onRenewed} />
        </div>
        <Beside aria-label={t('newCard')}>
          <Panel as="div">
            <TurnedCard
              face={{
                ...{ surname: draft.surname, givenNames: draft.givenNames, title: draft.title },
                ...{ product: 'professional-card', language: draft.language },
                ...{ organisation: undefined, unit: undefined },
                ...{ subjectNumber: draft.registrationNumber, validTo: draft.validTo },
                photo: usePhoto(draft.photoId),
              }}
            />
          </Panel>
        </Beside>
      </Columns>
    </>
  )
}

/** Here with what is not of the statement: whose photo it is, when the letter comes, and the reason. */
function Ordered({ draft }: Pick<DraftedRenewal, 'draft'>) {
  const t = useTexts(renewalTexts)
  return (
    <Panel aria-labelledby="ordered">
      <Heading variant="h2" id="ordered" mb="s">
        {t('newCard')}
      </Heading>
      <StatementSummary
        id="renewal-statement"
        statement={draft.statement}
        valueOf={({ name, value }) => {
          if (name === 'photoHeading' && draft.photoId !== undefined) return t('samePhotoShort')
          return name === 'letterShown' ? t('letterAfter', { where: value }) : undefined
        }}
        more={[
          [t('ground'), t(`ground.${draft.ground}`)],
          [t('oldCard'), isInUse(draft.ground) ? t('oldCardWorks') : undefined],
        ]}
      />
    </Panel>
  )
}

/** By the holder's card, or at Suomi.fi: first the way by which the holder signed in. */
function Confirmation({
  renewal,
  onChange,
  onRenewed,
}: {
  renewal: DraftedRenewal
  /** With the reason for which the form is to be sent again, if any. */
  onChange: (problem?: ProblemDetails) => void
  onRenewed: (renewal: RenewalView) => void
}) {
  const t = useTexts(renewalTexts)
  const { form, draft } = renewal
  const { at, isTried, start, cancel } = useCardSignature()
  const { confirmsRenewals } = useWaysToSignIn()
  const elsewhere = useLeaving(renewal, onChange)
  const isByCard = openSession()?.signIn.method === 'card'
  const isAtCard = at.step !== 'idle'

  async function sign(): Promise<void> {
    const renewed = await start({
      keyUsage: 'nonrepudiation',
      content: () => Promise.resolve(ok(draft.statement)),
      use: async (signature) => {
        const sent = await callApi(renewCard, {
          ...form,
          statement: draft.statement,
          confirmation: { by: 'signature', ...signature },
        })
        if (!sent.ok && !mayConfirmAgain(sent.refusal)) onChange(sent.refusal)
        return sent
      },
    })
    if (renewed !== undefined) onRenewed(renewed)
  }

  const byCard = (
    <Way key="card" title={t('byCard')} help={t(isByCard ? 'byCardHelp' : 'byOtherCardHelp')}>
      {isAtCard ? null : (
        <Button
          id="sign-renewal"
          variant={isByCard ? 'default' : 'secondary'}
          autoFocus={isTried}
          onClick={() => void sign()}
        >
          {t('signWithCard')}
        </Button>
      )}
      <SigningSteps
        at={at}
        keyUsage="nonrepudiation"
        onRetry={() => void sign()}
        onCancel={cancel}
      />
      {isByCard ? (
        <Paragraph mt="s">
          {t(confirmsRenewals ? 'pin2LockedOrSuomiFi' : 'pin2Locked')}{' '}
          <PageLink to="own">{t('toUnlock')}</PageLink>
        </Paragraph>
      ) : null}
    </Way>
  )
  const bySuomiFi = confirmsRenewals ? (
    <Way key="suomi-fi" title={t('bySuomiFi')} help={t('bySuomiFiHelp')}>
      {elsewhere.shown}
      <Button
        id="confirm-at-suomi-fi"
        variant={isByCard ? 'secondary' : 'default'}
        disabled={elsewhere.isLeaving || at.step === 'checking'}
        onClick={() => {
          cancel()
          void elsewhere.leave()
        }}
      >
        {t('bySuomiFi')}
      </Button>
    </Way>
  ) : null

  return (
    <Panel aria-labelledby="confirmation">
      <Heading variant="h2" id="confirmation" mb="xs">
        {t('confirmHeading')}
      </Heading>
      <Paragraph>{t('confirmLead')}</Paragraph>
      {isByCard ? [byCard, bySuomiFi] : [bySuomiFi, byCard]}
      <Actions>
        <Button
          variant="secondary"
          disabled={elsewhere.isLeaving || at.step === 'checking'}
          onClick={() => {
            cancel()
            onChange()
          }}
        >
          {t('changeForm')}
        </Button>
      </Actions>
    </Panel>
  )
}

function Way({ title, help, children }: { title: string; help: string; children: ReactNode }) {
  return (
    <div>
      <Heading variant="h3" mt="m" mb="xxs">
        {title}
      </Heading>
      <Paragraph mb="s">{help}</Paragraph>
      {children}
    </div>
  )
}

/** The browser leaves for Suomi.fi; the renewal waits in this tab. */
function useLeaving(
  renewal: DraftedRenewal,
  onChange: (problem: ProblemDetails) => void,
): {
  readonly isLeaving: boolean
  readonly leave: () => Promise<void>
  readonly shown: ReactNode
} {
  const [at, setAt] = useState<'idle' | 'leaving' | 'unreachable' | ProblemDetails>('idle')

  // A user who goes back finds the page as it was left, still waiting.
  useEffect(() => {
    const showAgain = ({ persisted }: PageTransitionEvent) => {
      if (persisted) setAt('idle')
    }
    addEventListener('pageshow', showAgain)
    return () => {
      removeEventListener('pageshow', showAgain)
    }
  }, [])

  async function leave(): Promise<void> {
    const { form, draft } = renewal
    const { cardId, broken } = form
    setAt('leaving')
    try {
      const begun = await callApi(identifyForRenewal, { cardId, statement: draft.statement })
      if (!begun.ok) {
        if (mayConfirmAgain(begun.refusal)) setAt(begun.refusal)
        else onChange(begun.refusal)
        return
      }
      const renews = `own/cards/${cardId}/renewal${broken === undefined ? '' : '?broken=yes'}`
      const personId = openSession()?.personId
      if (personId !== undefined) keepRenewal({ ...renewal, personId })
      keepAttempt('suomi-fi', { attempt: begun.value.attempt, renews })
      location.assign(begun.value.address)
    } catch {
      setAt('unreachable')
    }
  }

  return {
    isLeaving: at === 'leaving',
    leave,
    shown:
      at === 'unreachable' ? (
        <Unreachable onRetry={() => void leave()} />
      ) : typeof at === 'string' ? null : (
        <ProblemShown problem={at} />
      ),
  }
}
