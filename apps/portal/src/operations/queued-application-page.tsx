import {
  decideApplication,
  viewConformity,
  viewQueued,
  applicationDecision,
  type ApplicationDecision,
} from '@sotevarmenne/api/service-certificates'
import { useState } from 'react'
import { useParams } from 'react-router'
import { callApi, queryClient } from '../api/call-api.ts'
import { useApiQuery } from '../api/queries.ts'
import { Done, WithoutResponse } from '../layout/responses.tsx'
import { PageLink } from '../layout/links.tsx'
import { WhoHasIt } from '../inbox/who-has-it.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Actions } from '../layout/surface.tsx'
import {
  ApplicationFacts,
  ApplicationHistory,
  ApplicationAssessments,
} from '../service-certificates/application-shown.tsx'
import { Decide } from '../service-certificates/decide.tsx'
import { ApplicationNameProofs, areNamesProved } from '../service-certificates/name-proofs.tsx'
import { OutdatedShown } from '../service-certificates/outdated-shown.tsx'
import { SaveConformity } from '../service-certificates/save-conformity.tsx'
import { useTexts } from '../texts/index.ts'
import { certificateTexts } from '../service-certificates/texts.ts'
import { DecideOutdated } from './decide-outdated.tsx'

/** One application with every automatic check, and the case officer's decision. */
export function QueuedApplicationPage() {
  const t = useTexts(certificateTexts)
  const { applicationId = '' } = useParams()
  const [decided, setDecided] = useState<ApplicationDecision>()
  const [timesDecided, setTimesDecided] = useState(0)
  const query = useApiQuery(
    ['queued-application', applicationId],
    viewQueued,
    { applicationId },
    {
      // Issued a moment after approval: the waiting officer sees it arrive.
      refetchInterval: ({ state: { data } }) =>
        data?.ok === true && data.value.state === 'approved' ? pollMilliseconds : false,
    },
  )
  const back = (
    <Actions>
      <PageLink to="operations/certificate-queue">{t('backToQueue')}</PageLink>
    </Actions>
  )
  if (query.data?.ok !== true)
    return <WithoutResponse query={query} title={t('queueHeading')} back={back} />
  const application = query.data.value
  return (
    <>
      <PageTitle>{application.names[0] ?? t('queueHeading')}</PageTitle>
      <WhoHasIt kind="certificate-application" itemId={applicationId} />
      {decided === undefined ? null : (
        <Done key={decided} title={t('decided')} help={t(helpOf[decided])} />
      )}
      {timesDecided === 0 ? null : (
        <Done key={timesDecided} title={t('outdatedDecided')} help={t('outdatedDecidedHelp')} />
      )}
      <OutdatedShown application={application} />
      <ApplicationFacts application={application} />
      <DecideOutdated
        application={application}
        onDecided={() => {
          setTimesDecided(timesDecided + 1)
          void query.refetch()
          void queryClient.invalidateQueries({ queryKey: ['outdated-certificates'] })
        }}
      />
      {application.hasConformity ? (
        <SaveConformity find={() => callApi(viewConformity, { applicationId })} />
      ) : null}
      {areNamesProved(application) ? (
        <ApplicationNameProofs application={application} isOwn={false} />
      ) : null}
      <ApplicationAssessments application={application} />
      <Decide
        decisions={applicationDecision.options.filter((decision) =>
          application.may.includes(decision),
        )}
        nameOf={t}
        help={t('decideHelp')}
        signs={{ toSign: application.toSign }}
        decide={(typed) => callApi(decideApplication, { applicationId, ...typed })}
        onDecided={(changed, decision) => {
          setDecided(decision)
          const response = { ok: true, value: changed }
          queryClient.setQueryData(['queued-application', applicationId], response)
          void queryClient.invalidateQueries({ queryKey: ['certificate-queue'] })
        }}
      />
      <ApplicationHistory application={application} />
      {application.outdated === undefined ? null : (
        <Actions>
          <PageLink to={`operations/organisations/${application.organisation.organisationId}`}>
            {t('toOrganisation')}
          </PageLink>
          <PageLink to="operations/outdated-certificates">{t('outdatedHeading')}</PageLink>
        </Actions>
      )}
      {back}
    </>
  )
}

const pollMilliseconds = 2000

const helpOf = {
  check: 'decidedHelp.check',
  approve: 'decidedHelp.approve',
  giveBack: 'decidedHelp',
  refuse: 'decidedHelp',
} as const
