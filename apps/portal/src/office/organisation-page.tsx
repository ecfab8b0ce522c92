import type { SessionView } from '@sotevarmenne/api/authentication'
import {
  decideAgreement,
  endAgreement,
  type OrganisationView,
  type AgreementView,
} from '@sotevarmenne/api/organisations'
import { viewSignedDocument } from '@sotevarmenne/api/agreements'
import { useState } from 'react'
import { useLocation, useOutletContext } from 'react-router'
import { Button, Heading, Paragraph } from 'suomifi-ui-components'
import { mayDo } from '../api/session.ts'
import { callApi, queryClient } from '../api/call-api.ts'
import { Chip } from '../cards/card-facts.tsx'
import { DecisionShown } from '../cards/decisions-shown.tsx'
import { fromBase64 } from '../documents/base64.ts'
import { Done } from '../layout/responses.tsx'
import { ConfirmStep } from '../layout/confirm-step.tsx'
import { MainLink, PageLink, useHref } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Actions, Facts, Panel } from '../layout/surface.tsx'
import { useAction } from '../layout/use-action.tsx'
import { linesOf, AgreementFacts, useContactText } from '../agreements/agreement-facts.tsx'
import { useTexts } from '../texts/index.ts'
import { organisationTexts } from './organisation-texts.ts'
import { agreementTexts } from '../agreements/texts.ts'
import { DomainsOfOrganisation } from '../organisation/email-domains.tsx'
import { decisionTexts } from '../cards/decision-texts.ts'
import { saveAs } from '../audit-log/save-as.ts'
import { OfOrganisation } from './of-organisation.tsx'
import { OrganisationHistory } from './organisation-history.tsx'

/** One organisation with everything that decides what its people may order. */
export const OrganisationPage = () => (
  <OfOrganisation toAuditors>
    {(organisation) => <Shown organisation={organisation} />}
  </OfOrganisation>
)

function Shown({ organisation }: { organisation: OrganisationView }) {
  const t = useTexts(organisationTexts)
  const session = useOutletContext<SessionView>()
  const { state } = useLocation() as { state: { isSaved?: boolean; isEntered?: boolean } | null }
  const [isDone, setIsDone] = useState(false)
  const { organisationId } = organisation
  const isCaseOfficer = mayDo(session, 'organisations.changeOrganisation')
  const keep = (changed: OrganisationView): void => {
    queryClient.setQueryData(['organisation', organisationId], { ok: true, value: changed })
    setIsDone(true)
  }
  return (
    <>
      <PageTitle>{organisation.name}</PageTitle>
      {isDone ? (
        <Done title={t('done')} help={t('decideHelp')} />
      ) : state?.isSaved === true ? (
        <Done title={t('done')} help={t('savedHelp')} />
      ) : state?.isEntered === true ? (
        <Done title={t('done')} help={t('enterHelp')} />
      ) : null}
      <FactsPanel organisation={organisation} isCaseOfficer={isCaseOfficer} />
      <Heading variant="h2" mt="m" mb="s">
        {t('agreements')}
      </Heading>
      {organisation.agreements.length === 0 ? <Paragraph>{t('noAgreements')}</Paragraph> : null}
      {organisation.agreements.map((agreement) => (
        <AgreementShown
          key={agreement.agreementId}
          agreement={agreement}
          among={organisation.agreements}
          onChanged={keep}
        />
      ))}
      {isCaseOfficer ? (
        <Actions>
          <PageLink to={`operations/organisations/${organisationId}/agreement`}>
            {t('enterCardAgreement')}
          </PageLink>
          <PageLink to={`operations/organisations/${organisationId}/delegation`}>
            {t('enterDelegation')}
          </PageLink>
        </Actions>
      ) : null}
      <DomainsOfOrganisation organisationId={organisationId} />
      <OrganisationHistory organisationId={organisationId} />
      <Actions>
        <PageLink to={`operations/organisations/${organisationId}/fees`}>{t('fees')}</PageLink>
        <PageLink to="operations/organisations">{t('back')}</PageLink>
      </Actions>
    </>
  )
}

function FactsPanel({
  organisation,
  isCaseOfficer,
}: {
  organisation: OrganisationView
  isCaseOfficer: boolean
}) {
  const t = useTexts(organisationTexts)
  const contactText = useContactText()
  const href = useHref()
  return (
    <Panel aria-labelledby="facts">
      <Heading variant="h2" id="facts" mb="s">
        {t('facts')}
      </Heading>
      <Facts
        facts={[
          [t('businessId'), organisation.businessId],
          [t('customerNumber'), organisation.customerNumber],
          ['OID', organisation.oid],
          [t('kind'), t(`kind.${organisation.kind}`)],
          [t('units'), linesOf(organisation.units.map(({ oid, name }) => `${name}, ${oid}`))],
          [t('contacts'), linesOf(organisation.contacts.map(contactText))],
        ]}
      />
      {isCaseOfficer ? (
        <Actions>
          <MainLink to={href(`operations/organisations/${organisation.organisationId}/change`)}>
            {t('change')}
          </MainLink>
        </Actions>
      ) : null}
    </Panel>
  )
}

type Changed = (organisation: OrganisationView) => void

function AgreementShown({
  agreement,
  among,
  onChanged,
}: {
  agreement: AgreementView
  among: readonly AgreementView[]
  onChanged: Changed
}) {
  const t = useTexts(organisationTexts)
  const ofAgreements = useTexts(agreementTexts)
  const decisions = useTexts(decisionTexts)
  return (
    <Panel aria-labelledby={agreement.agreementId}>
      <Heading variant="h3" id={agreement.agreementId} mb="s">
        {t(`document.${agreement.kind}`)}{' '}
        {agreement.state === 'rejected' ? (
          <Chip $tone="neutral">{ofAgreements('rejected')}</Chip>
        ) : (
          <Chip $tone={agreementTones[agreement.standing]}>
            {t(`standing.${agreement.standing}`)}
          </Chip>
        )}
      </Heading>
      <AgreementFacts agreement={agreement} among={among} />
      {agreement.isSigned ? <SignedDocuments agreementId={agreement.agreementId} /> : null}
      {agreement.decision === undefined ? null : (
        <details>
          <summary>{decisions('heading')}</summary>
          <DecisionShown decision={agreement.decision} />
        </details>
      )}
      <Decide agreement={agreement} onChanged={onChanged} />
    </Panel>
  )
}

const agreementTones = {
  'in-force': 'good',
  'not-approved': 'waiting',
  'not-begun': 'waiting',
  ended: 'bad',
} as const

/** The documents of the agreement that the organisations signed, as stored. */
function SignedDocuments({ agreementId }: { agreementId: string }) {
  const t = useTexts(agreementTexts)
  const { run, isActing, shown } = useAction()
  return (
    <>
      <Actions>
        <Button
          variant="secondary"
          disabled={isActing}
          onClick={() =>
            void run(
              () => callApi(viewSignedDocument, { agreementId }),
              ({ documents }) => {
                for (const { documentId, pdf } of documents)
                  saveAs(`${documentId}.pdf`, fromBase64(pdf))
              },
            )
          }
        >
          {t('signedDocuments')}
        </Button>
      </Actions>
      {shown}
    </>
  )
}

/** Another case officer approves an entered agreement (dual control); ending one takes a single officer. */
function Decide({ agreement, onChanged }: { agreement: AgreementView; onChanged: Changed }) {
  const t = useTexts(organisationTexts)
  const [requested, setRequested] = useState<AgreementView['may'][number]>()
  const { runOnConfirm, shown } = useAction()
  if (agreement.may.length === 0) return null

  function decide(): Promise<() => void> {
    const { agreementId } = agreement
    return runOnConfirm(
      () =>
        requested === 'end'
          ? callApi(endAgreement, { agreementId })
          : callApi(decideAgreement, {
              agreementId,
              decision: requested === 'approve' ? 'approved' : 'rejected',
            }),
      onChanged,
    )
  }

  return (
    <>
      {shown}
      <Actions>
        {agreement.may.map((what) => (
          <Button
            key={what}
            variant={what === 'approve' ? 'default' : 'secondary'}
            onClick={() => {
              setRequested(what)
            }}
          >
            {t(what)}
          </Button>
        ))}
      </Actions>
      <ConfirmStep
        isOpen={requested !== undefined}
        title={t('sure')}
        text={t(requested === 'end' ? 'endHelp' : 'decideHelp')}
        yes={t(requested ?? 'approve')}
        onYes={decide}
        onClose={() => {
          setRequested(undefined)
        }}
      />
    </>
  )
}
