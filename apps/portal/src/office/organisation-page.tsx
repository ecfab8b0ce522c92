import type { Session } from '@sotevarmenne/api/access'
import {
  decidePaper,
  endPaper,
  type Organisation,
  type Paper,
} from '@sotevarmenne/api/organisations'
import { viewSignedOfPaper } from '@sotevarmenne/api/papers'
import { useState } from 'react'
import { useLocation, useOutletContext } from 'react-router'
import { Button, Heading, Paragraph } from 'suomifi-ui-components'
import { ask, queryClient } from '../api/ask.ts'
import { Chip } from '../cards/card-facts.tsx'
import { DecisionShown } from '../cards/decisions-shown.tsx'
import { fromBase64 } from '../documents/base64.ts'
import { Done } from '../layout/answers.tsx'
import { ConfirmStep } from '../layout/confirm-step.tsx'
import { MainLink, PageLink, useHref } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Actions, Facts, Panel } from '../layout/surface.tsx'
import { useAct } from '../layout/use-act.tsx'
import { linesOf, PaperFacts, useContactText } from '../papers/paper-facts.tsx'
import { useTexts } from '../texts/index.ts'
import { saveAs } from '../trail/save-as.ts'
import { OfOrganisation } from './of-organisation.tsx'
import { OrganisationHistory } from './organisation-history.tsx'

/** One organisation with everything that decides what its people may get. */
export const OrganisationPage = () => (
  <OfOrganisation toAuditors>
    {(organisation) => <Shown organisation={organisation} />}
  </OfOrganisation>
)

function Shown({ organisation }: { organisation: Organisation }) {
  const t = useTexts('organisations')
  const { roles } = useOutletContext<Session>()
  const { state } = useLocation() as { state: { isSaved?: boolean; isEntered?: boolean } | null }
  const [isDone, setIsDone] = useState(false)
  const { organisationId } = organisation
  const isHandler = roles.includes('handler')
  const keep = (changed: Organisation): void => {
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
      <FactsPanel organisation={organisation} isHandler={isHandler} />
      <Heading variant="h2" mt="m" mb="s">
        {t('papers')}
      </Heading>
      {organisation.papers.length === 0 ? <Paragraph>{t('noPapers')}</Paragraph> : null}
      {organisation.papers.map((paper) => (
        <PaperShown
          key={paper.paperId}
          paper={paper}
          among={organisation.papers}
          onChanged={keep}
        />
      ))}
      {isHandler ? (
        <Actions>
          <PageLink to={`operations/organisations/${organisationId}/agreement`}>
            {t('enterAgreement')}
          </PageLink>
          <PageLink to={`operations/organisations/${organisationId}/authorisation`}>
            {t('enterAuthorisation')}
          </PageLink>
        </Actions>
      ) : null}
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
  isHandler,
}: {
  organisation: Organisation
  isHandler: boolean
}) {
  const t = useTexts('organisations')
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
      {isHandler ? (
        <Actions>
          <MainLink to={href(`operations/organisations/${organisation.organisationId}/change`)}>
            {t('change')}
          </MainLink>
        </Actions>
      ) : null}
    </Panel>
  )
}

type Changed = (organisation: Organisation) => void

function PaperShown({
  paper,
  among,
  onChanged,
}: {
  paper: Paper
  among: readonly Paper[]
  onChanged: Changed
}) {
  const t = useTexts('organisations')
  const ofPapers = useTexts('papers')
  const decisions = useTexts('decisions')
  return (
    <Panel aria-labelledby={paper.paperId}>
      <Heading variant="h3" id={paper.paperId} mb="s">
        {t(`paper.${paper.kind}`)}{' '}
        {paper.state === 'rejected' ? (
          <Chip $tone="neutral">{ofPapers('rejected')}</Chip>
        ) : (
          <Chip $tone={paperTones[paper.standing]}>{t(`standing.${paper.standing}`)}</Chip>
        )}
      </Heading>
      <PaperFacts paper={paper} among={among} />
      {paper.isSigned ? <SignedDocuments paperId={paper.paperId} /> : null}
      {paper.decision === undefined ? null : (
        <details>
          <summary>{decisions('heading')}</summary>
          <DecisionShown decision={paper.decision} />
        </details>
      )}
      <Decide paper={paper} onChanged={onChanged} />
    </Panel>
  )
}

const paperTones = {
  'in-force': 'good',
  'not-approved': 'waiting',
  'not-begun': 'waiting',
  ended: 'bad',
} as const

/** What the organisations signed of it, as it is kept. */
function SignedDocuments({ paperId }: { paperId: string }) {
  const t = useTexts('papers')
  const { act, isActing, shown } = useAct()
  return (
    <>
      <Actions>
        <Button
          variant="secondary"
          disabled={isActing}
          onClick={() =>
            void act(
              () => ask(viewSignedOfPaper, { paperId }),
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

/** Another approves what one has entered; an end takes one. */
function Decide({ paper, onChanged }: { paper: Paper; onChanged: Changed }) {
  const t = useTexts('organisations')
  const [asked, setAsked] = useState<Paper['may'][number]>()
  const { actOnYes, shown } = useAct()
  if (paper.may.length === 0) return null

  function decide(): Promise<() => void> {
    const { paperId } = paper
    return actOnYes(
      () =>
        asked === 'end'
          ? ask(endPaper, { paperId })
          : ask(decidePaper, { paperId, decision: asked === 'approve' ? 'approved' : 'rejected' }),
      onChanged,
    )
  }

  return (
    <>
      {shown}
      <Actions>
        {paper.may.map((what) => (
          <Button
            key={what}
            variant={what === 'approve' ? 'default' : 'secondary'}
            onClick={() => {
              setAsked(what)
            }}
          >
            {t(what)}
          </Button>
        ))}
      </Actions>
      <ConfirmStep
        isOpen={asked !== undefined}
        title={t('sure')}
        text={t(asked === 'end' ? 'endHelp' : 'decideHelp')}
        yes={t(asked ?? 'approve')}
        onYes={decide}
        onClose={() => {
          setAsked(undefined)
        }}
      />
    </>
  )
}
