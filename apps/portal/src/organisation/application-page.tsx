import {
  applyAgain,
  attachConformity,
  bringRequest,
  examineRequest,
  makeRequestLink,
  revokeServiceCertificate,
  sendApplication,
  viewApplication,
  withdrawApplication,
  type ApplicationView,
} from '@sotevarmenne/api/service-certificates'
import { useState } from 'react'
import { useNavigate, useParams } from 'react-router'
import { Button, Heading, Paragraph } from 'suomifi-ui-components'
import { callApi, queryClient } from '../api/call-api.ts'
import { useApiQuery } from '../api/queries.ts'
import { documentOf } from '../forms/document-input.tsx'
import { Done, WithoutResponse } from '../layout/responses.tsx'
import { ConfirmStep } from '../layout/confirm-step.tsx'
import { PageLink, useHref } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Actions, Panel } from '../layout/surface.tsx'
import { useAction } from '../layout/use-action.tsx'
import {
  ApplicationFacts,
  ApplicationHistory,
  ApplicationAssessments,
  CertificateShown,
} from '../service-certificates/application-shown.tsx'
import { BringRequest } from '../service-certificates/bring-request.tsx'
import { ConformityInput } from '../service-certificates/facts-fields.tsx'
import { IfWrong } from '../service-certificates/if-wrong.tsx'
import { ApplicationNameProofs, areNamesProved } from '../service-certificates/name-proofs.tsx'
import { OutdatedShown } from '../service-certificates/outdated-shown.tsx'
import { useRevocationReason } from '../service-certificates/revocation-reason.tsx'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { certificateTexts } from '../service-certificates/texts.ts'

/** One application with everything that its organisation may do with it. */
export function ApplicationPage() {
  const t = useTexts(certificateTexts)
  const { organisationId = '', applicationId = '' } = useParams()
  const steps = useAction()
  const query = useApiQuery(['application', applicationId], viewApplication, { applicationId })
  const back = (
    <Actions>
      <PageLink to={`organisation/${organisationId}/certificates`}>{t('backToList')}</PageLink>
    </Actions>
  )
  if (query.data?.ok !== true)
    return <WithoutResponse query={query} title={t('heading')} back={back} />
  const application = query.data.value
  const keep = (changed: ApplicationView): void => {
    // The reason of an earlier refusal may have been corrected.
    steps.clear()
    queryClient.setQueryData(['application', applicationId], { ok: true, value: changed })
    void queryClient.invalidateQueries({ queryKey: ['applications', organisationId] })
  }
  return (
    <>
      <PageTitle>{application.names[0] ?? t('heading')}</PageTitle>
      <OutdatedShown application={application} help={t('outdatedForMember')} />
      <ApplicationFacts application={application} />
      {application.state === 'refused' ? <IfWrong organisationId={organisationId} /> : null}
      <CertificateShown application={application} />
      {areNamesProved(application) ? (
        <ApplicationNameProofs application={application} isOwn />
      ) : null}
      <ApplicationAssessments application={application} />
      {application.may.includes('bringRequest') ? (
        <Request application={application} onChanged={keep} />
      ) : null}
      <Steps application={application} onChanged={keep} steps={steps} />
      <ApplicationHistory application={application} />
      {back}
    </>
  )
}

type Changing = { application: ApplicationView; onChanged: (application: ApplicationView) => void }

function Request({ application, onChanged }: Changing) {
  const t = useTexts(certificateTexts)
  const { time } = useDates()
  const { run, isActing, shown } = useAction()
  const [timesBrought, setTimesBrought] = useState(0)
  const { applicationId, product, names, linkUntil } = application
  return (
    <Panel aria-labelledby="request">
      <Heading variant="h2" id="request" mb="xs">
        {t('request')}
      </Heading>
      {timesBrought > 0 ? (
        <Done key={timesBrought} title={t('brought')} help={t('broughtHelp')} />
      ) : application.request === undefined ? null : (
        <Paragraph mb="s">{`${t('brought')}. ${t('broughtHelp')}`}</Paragraph>
      )}
      <div aria-live="polite">
        {linkUntil === undefined ? null : (
          <Paragraph mb="s">{t('linkUntil', { until: time(linkUntil) })}</Paragraph>
        )}
      </div>
      {shown}
      <Button
        variant="secondary"
        mb="m"
        disabled={isActing}
        onClick={() => void run(() => callApi(makeRequestLink, { applicationId }), onChanged)}
      >
        {t('sendLink')}
      </Button>
      <BringRequest
        key={timesBrought}
        product={product}
        names={names}
        onExamine={(request) => callApi(examineRequest, { applicationId, request })}
        onBring={(request) => callApi(bringRequest, { applicationId, request })}
        onBrought={(changed) => {
          setTimesBrought(timesBrought + 1)
          onChanged(changed)
        }}
      />
    </Panel>
  )
}

function Steps({
  application,
  onChanged,
  steps: { run, runOnConfirm, isActing, shown },
}: Changing & { steps: ReturnType<typeof useAction> }) {
  const t = useTexts(certificateTexts)
  const href = useHref()
  const navigate = useNavigate()
  const [requested, setRequested] = useState<'withdraw' | 'revoke'>()
  const reason = useRevocationReason()
  const [done, setDone] = useState<'sent' | 'withdraw' | 'revoke'>()
  const { applicationId, may, organisation, state } = application
  const path = `organisation/${organisation.organisationId}/certificates`
  return (
    <Panel aria-label={t('decide')}>
      {done === undefined ? null : (
        <Done key={done} title={t(titleOf[done])} help={t(helpOf[done])} />
      )}
      {done === undefined && isWithCaseOfficers(state) ? (
        <Paragraph mb="s">{t('sentHelp')}</Paragraph>
      ) : null}
      {may.includes('change') ? (
        <Conformity application={application} onChanged={onChanged} />
      ) : null}
      {shown}
      <Actions>
        {may.includes('send') ? (
          <Button
            id="send"
            disabled={isActing}
            onClick={() =>
              void run(
                () => callApi(sendApplication, { applicationId }),
                (changed) => {
                  setDone('sent')
                  onChanged(changed)
                },
              )
            }
          >
            {t('send')}
          </Button>
        ) : null}
        {may.includes('change') ? (
          <Button
            variant="secondary"
            onClick={() => void navigate(href(`${path}/${applicationId}/change`))}
          >
            {t('change')}
          </Button>
        ) : null}
        {may.includes('applyAgain') ? (
          <Button
            variant="secondary"
            disabled={isActing}
            onClick={() =>
              void run(
                () => callApi(applyAgain, { applicationId }),
                (again) => void navigate(href(`${path}/${again.applicationId}`)),
              )
            }
          >
            {t('applyAgain')}
          </Button>
        ) : null}
        {(['withdraw', 'revoke'] as const).map((step) =>
          may.includes(step) ? (
            <Button
              key={step}
              id={step}
              variant="secondary"
              onClick={() => {
                setRequested(step)
              }}
            >
              {t(step)}
            </Button>
          ) : null,
        )}
      </Actions>
      <ConfirmStep
        isOpen={requested !== undefined}
        title={t(requested === 'revoke' ? 'revokeSure' : 'withdrawSure')}
        text={t(requested === 'revoke' ? 'revokeText' : 'withdrawText')}
        yes={t(requested ?? 'withdraw')}
        onYes={() =>
          runOnConfirm(
            () =>
              requested === 'revoke'
                ? callApi(revokeServiceCertificate, { applicationId, reason: reason.chosen() })
                : callApi(withdrawApplication, { applicationId }),
            (changed) => {
              setDone(requested)
              onChanged(changed)
            },
          )
        }
        check={requested === 'revoke' ? reason.check : undefined}
        onClose={() => {
          setRequested(undefined)
          reason.clear()
        }}
      >
        {requested === 'revoke' ? reason.input : null}
      </ConfirmStep>
    </Panel>
  )
}

/** Titles of the operation just done. */
const titleOf = { sent: 'sent', withdraw: 'withdrawn', revoke: 'revoked' } as const
const helpOf = { sent: 'sentHelp', withdraw: 'withdrawText', revoke: 'revokedHelp' } as const

const isWithCaseOfficers = (state: ApplicationView['state']): boolean =>
  state === 'sent' || state === 'checked'

function Conformity({ application, onChanged }: Changing) {
  const { run, shown } = useAction()
  const { applicationId } = application
  return (
    <>
      <ConformityInput
        onChosen={(file) => {
          if (file === undefined) return
          void run(
            async () => callApi(attachConformity, { applicationId, pdf: await documentOf(file) }),
            onChanged,
          )
        }}
      />
      {shown}
    </>
  )
}
