import {
  applyAnew,
  attachConformity,
  bringRequest,
  examineRequest,
  makeRequestLink,
  revokeServiceCertificate,
  sendApplication,
  viewApplication,
  withdrawApplication,
  type Application,
} from '@sotevarmenne/api/service-certificates'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useNavigate, useParams } from 'react-router'
import { Button, Heading, Paragraph } from 'suomifi-ui-components'
import { ask, queryClient } from '../api/ask.ts'
import { documentOf } from '../forms/document-input.tsx'
import { Done, WithoutAnswer } from '../layout/answers.tsx'
import { ConfirmStep } from '../layout/confirm-step.tsx'
import { PageLink, useHref } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Actions, Panel } from '../layout/surface.tsx'
import { useAct } from '../layout/use-act.tsx'
import {
  ApplicationFacts,
  ApplicationHistory,
  ApplicationVerdicts,
  CertificateShown,
} from '../service-certificates/application-shown.tsx'
import { BringRequest } from '../service-certificates/bring-request.tsx'
import { ConformityInput } from '../service-certificates/facts-fields.tsx'
import { IfWrong } from '../service-certificates/if-wrong.tsx'
import { OvertakenShown } from '../service-certificates/overtaken-shown.tsx'
import {
  RevocationReasonInput,
  type RevocationReason,
} from '../service-certificates/revocation-reason.tsx'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'

/** One application with everything that its organisation may do with it. */
export function ApplicationPage() {
  const t = useTexts('certificates')
  const { organisationId = '', applicationId = '' } = useParams()
  const steps = useAct()
  const query = useQuery({
    queryKey: ['application', applicationId],
    queryFn: ({ signal }) => ask(viewApplication, { applicationId }, signal),
  })
  const back = (
    <Actions>
      <PageLink to={`organisation/${organisationId}/certificates`}>{t('backToList')}</PageLink>
    </Actions>
  )
  if (query.data?.ok !== true)
    return <WithoutAnswer query={query} title={t('heading')} back={back} />
  const application = query.data.value
  const keep = (changed: Application): void => {
    // What it was refused for is mended perhaps.
    steps.clear()
    queryClient.setQueryData(['application', applicationId], { ok: true, value: changed })
    void queryClient.invalidateQueries({ queryKey: ['applications', organisationId] })
  }
  return (
    <>
      <PageTitle>{application.names[0] ?? t('heading')}</PageTitle>
      <OvertakenShown application={application} help={t('overtakenForMember')} />
      <ApplicationFacts application={application} />
      {application.state === 'refused' ? <IfWrong organisationId={organisationId} /> : null}
      <CertificateShown application={application} />
      <ApplicationVerdicts application={application} />
      {application.may.includes('bringRequest') ? (
        <Request application={application} onChanged={keep} />
      ) : null}
      <Steps application={application} onChanged={keep} steps={steps} />
      <ApplicationHistory application={application} />
      {back}
    </>
  )
}

type Changing = { application: Application; onChanged: (application: Application) => void }

function Request({ application, onChanged }: Changing) {
  const t = useTexts('certificates')
  const { time } = useDates()
  const { act, isActing, shown } = useAct()
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
        onClick={() => void act(() => ask(makeRequestLink, { applicationId }), onChanged)}
      >
        {t('sendLink')}
      </Button>
      <BringRequest
        key={timesBrought}
        product={product}
        names={names}
        onExamine={(request) => ask(examineRequest, { applicationId, request })}
        onBring={(request) => ask(bringRequest, { applicationId, request })}
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
  steps: { act, actOnYes, isActing, shown },
}: Changing & { steps: ReturnType<typeof useAct> }) {
  const t = useTexts('certificates')
  const href = useHref()
  const navigate = useNavigate()
  const [asked, setAsked] = useState<'withdraw' | 'revoke'>()
  const [reason, setReason] = useState<RevocationReason>('replaced')
  const [done, setDone] = useState<'sent' | 'withdraw' | 'revoke'>()
  const { applicationId, may, organisation, state } = application
  const path = `organisation/${organisation.organisationId}/certificates`
  return (
    <Panel aria-label={t('decide')}>
      {done === undefined ? null : (
        <Done key={done} title={t(titleOf[done])} help={t(helpOf[done])} />
      )}
      {done === undefined && isWithHandlers(state) ? (
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
              void act(
                () => ask(sendApplication, { applicationId }),
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
        {may.includes('applyAnew') ? (
          <Button
            variant="secondary"
            disabled={isActing}
            onClick={() =>
              void act(
                () => ask(applyAnew, { applicationId }),
                (anew) => void navigate(href(`${path}/${anew.applicationId}`)),
              )
            }
          >
            {t('applyAnew')}
          </Button>
        ) : null}
        {(['withdraw', 'revoke'] as const).map((step) =>
          may.includes(step) ? (
            <Button
              key={step}
              id={step}
              variant="secondary"
              onClick={() => {
                setAsked(step)
              }}
            >
              {t(step)}
            </Button>
          ) : null,
        )}
      </Actions>
      <ConfirmStep
        isOpen={asked !== undefined}
        title={t(asked === 'revoke' ? 'revokeSure' : 'withdrawSure')}
        text={t(asked === 'revoke' ? 'revokeText' : 'withdrawText')}
        yes={t(asked ?? 'withdraw')}
        onYes={() =>
          actOnYes(
            () =>
              asked === 'revoke'
                ? ask(revokeServiceCertificate, { applicationId, reason })
                : ask(withdrawApplication, { applicationId }),
            (changed) => {
              setDone(asked)
              onChanged(changed)
            },
          )
        }
        onClose={() => {
          setAsked(undefined)
        }}
      >
        {asked === 'revoke' ? <RevocationReasonInput reason={reason} onChosen={setReason} /> : null}
      </ConfirmStep>
    </Panel>
  )
}

/** Of what was just done. */
const titleOf = { sent: 'sent', withdraw: 'withdrawn', revoke: 'revoked' } as const
const helpOf = { sent: 'sentHelp', withdraw: 'withdrawText', revoke: 'revokedHelp' } as const

const isWithHandlers = (state: Application['state']): boolean =>
  state === 'sent' || state === 'checked'

function Conformity({ application, onChanged }: Changing) {
  const { act, shown } = useAct()
  const { applicationId } = application
  return (
    <>
      <ConformityInput
        onChosen={(file) => {
          if (file === undefined) return
          void act(
            async () => ask(attachConformity, { applicationId, pdf: await documentOf(file) }),
            onChanged,
          )
        }}
      />
      {shown}
    </>
  )
}
