import {
  endAccount,
  endApproval,
  createEabKey,
  listAcmeOrders,
  viewApproval,
  type EnrolmentApprovalView,
} from '@sotevarmenne/api/acme'
import { useState } from 'react'
import { useParams } from 'react-router'
import { Button, Heading, InlineAlert, Paragraph } from 'suomifi-ui-components'
import styled from 'styled-components'
import { acmeCommands } from '../acme/commands.ts'
import { ApprovalNameProofs } from '../service-certificates/name-proofs.tsx'
import { ApprovalFacts, ApprovalHistory } from '../acme/approval-shown.tsx'
import { callApi, queryClient } from '../api/call-api.ts'
import { useApiQuery, usePages } from '../api/queries.ts'
import { Chip } from '../cards/card-facts.tsx'
import { Done, WithoutResponse } from '../layout/responses.tsx'
import { ConfirmButton } from '../layout/confirm-button.tsx'
import { ConfirmStep } from '../layout/confirm-step.tsx'
import { CopyableCommand, CopyableWord } from '../layout/copyable.tsx'
import { PageLink } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Row, RowList, Rows } from '../layout/row-list.tsx'
import { Actions, Facts, Panel } from '../layout/surface.tsx'
import { useAction } from '../layout/use-action.tsx'
import { IfWrong } from '../service-certificates/if-wrong.tsx'
import { Assessments } from '../service-certificates/assessment-list.tsx'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { acmeTexts } from '../acme/texts.ts'
import { certificateTexts } from '../service-certificates/texts.ts'

type Changing = {
  approval: EnrolmentApprovalView
  onChanged: (approval: EnrolmentApprovalView) => void
}

/** An enrolment approval of the organisation: its EAB key, accounts and orders. */
export function ApprovalPage() {
  const t = useTexts(acmeTexts)
  const ofCertificates = useTexts(certificateTexts)
  const { organisationId = '', approvalId = '' } = useParams()
  const queryKey = ['approval', approvalId]
  const query = useApiQuery(queryKey, viewApproval, { approvalId })
  const back = (
    <Actions>
      <PageLink to={`organisation/${organisationId}/certificates`}>
        {ofCertificates('backToList')}
      </PageLink>
    </Actions>
  )
  if (query.data?.ok !== true)
    return <WithoutResponse query={query} title={t('approval')} back={back} />
  const approval = query.data.value
  const onChanged = (value: EnrolmentApprovalView): void => {
    queryClient.setQueryData(queryKey, { ok: true, value })
    void queryClient.invalidateQueries({ queryKey: ['approvals', organisationId] })
  }
  return (
    <>
      <PageTitle>{approval.names[0] ?? t('approval')}</PageTitle>
      {approval.state === 'requested' || approval.state === 'checked' ? (
        <InlineAlert mb="m">{t('sent')}</InlineAlert>
      ) : null}
      <ApprovalFacts approval={approval} />
      {approval.state === 'requested' || approval.state === 'checked' ? (
        <ApprovalNameProofs approvalId={approvalId} isOwn />
      ) : null}
      {approval.state === 'refused' ? <IfWrong organisationId={organisationId} /> : null}
      {approval.may.includes('createEabKey') ? <CreateEabKey approval={approval} /> : null}
      {approval.state === 'approved' || approval.accounts.length > 0 ? (
        <>
          <AccountsShown approval={approval} onChanged={onChanged} />
          <OrdersShown organisationId={organisationId} approvalId={approvalId} />
        </>
      ) : null}
      <Assessments assessments={approval.assessments} />
      <EndApproval approval={approval} onChanged={onChanged} />
      <ApprovalHistory approval={approval} />
      {back}
    </>
  )
}

/** The EAB key is shown only here: it is in no cache, and gone with the page. */
function CreateEabKey({ approval: { approvalId, names } }: { approval: EnrolmentApprovalView }) {
  const t = useTexts(acmeTexts)
  const { time } = useDates()
  const { run, isActing, shown } = useAction()
  const [given, setGiven] = useState<{
    readonly directory: string
    readonly keyId: string
    readonly key: string
    readonly expiresAt: string
  }>()
  return (
    <Panel aria-labelledby="give-key">
      <Heading variant="h2" id="give-key" mb="xs">
        {t('keyHeading')}
      </Heading>
      <Paragraph mb="s">{t('keyHelp')}</Paragraph>
      {shown}
      {given === undefined ? (
        <Actions>
          <Button
            id="show-key"
            disabled={isActing}
            onClick={() => void run(() => callApi(createEabKey, { approvalId }), setGiven)}
          >
            {t('createEabKey')}
          </Button>
        </Actions>
      ) : (
        <>
          <Done stays title={t('keyShown')} help={t('keyShownHelp')} />
          <Facts
            facts={[
              ...(['directory', 'keyId', 'key'] as const).map(
                (what) =>
                  [t(what), <CopyableWord key={what} name={t(what)} text={given[what]} />] as const,
              ),
              [t('keyUntil'), time(given.expiresAt)],
            ]}
          />
          {(['certbot', 'lego'] as const).map((program) => (
            <div key={program}>
              <Heading variant="h3" mt="m" mb="xs">
                {t('commandOf', { program })}
              </Heading>
              <CopyableCommand
                name={t('commandOf', { program })}
                text={acmeCommands[program]({ ...given, names })}
              />
            </div>
          ))}
        </>
      )}
    </Panel>
  )
}

function AccountsShown({ approval, onChanged }: Changing) {
  const t = useTexts(acmeTexts)
  const { time } = useDates()
  const { runOnConfirm, shown } = useAction()
  const [ending, setEnding] = useState<string>()
  const [ended, setEnded] = useState<string>()
  const { approvalId, accounts } = approval
  return (
    <Panel aria-labelledby="accounts">
      <Heading variant="h2" id="accounts" mb="s">
        {t('accounts')}
      </Heading>
      {accounts.length === 0 ? <Paragraph>{t('noAccounts')}</Paragraph> : null}
      {ended === undefined ? null : (
        <Done key={ended} title={t('accountEnded')} help={t('accountEndedHelp')} />
      )}
      {shown}
      {accounts.length === 0 ? null : (
        <Rows>
          {accounts.map(({ accountId, url, state, openedAt }) => (
            <Row
              key={accountId}
              link={<Url>{url}</Url>}
              facts={t('openedAt', { at: time(openedAt) })}
              state={
                state === 'valid' ? (
                  <Button
                    variant="secondary"
                    onClick={() => {
                      setEnding(accountId)
                    }}
                  >
                    {t('endAccount')}
                  </Button>
                ) : (
                  <Chip $tone="neutral">{t(`account.${state}`)}</Chip>
                )
              }
            />
          ))}
        </Rows>
      )}
      <ConfirmStep
        isOpen={ending !== undefined}
        title={t('endAccountConfirm')}
        text={t('endAccountHelp')}
        yes={t('endAccount')}
        onYes={() =>
          runOnConfirm(
            () => callApi(endAccount, { approvalId, accountId: ending ?? '' }),
            (changed) => {
              setEnded(ending)
              onChanged(changed)
            },
          )
        }
        onClose={() => {
          setEnding(undefined)
        }}
      />
    </Panel>
  )
}

const orderTones = {
  pending: 'waiting',
  ready: 'waiting',
  processing: 'waiting',
  valid: 'good',
  invalid: 'bad',
} as const

function OrdersShown({
  organisationId,
  approvalId,
}: {
  organisationId: string
  approvalId: string
}) {
  const t = useTexts(acmeTexts)
  const { time, dayOf } = useDates()
  const pages = usePages(['acme-orders', approvalId], listAcmeOrders, { approvalId })
  return (
    <Panel aria-labelledby="orders">
      <Heading variant="h2" id="orders" mb="s">
        {t('orders')}
      </Heading>
      <RowList
        pages={pages}
        empty={t('noOrders')}
        rowsOf={({ orders }) =>
          orders.map(({ orderId, names, state, createdAt, applicationId, validTo, problem }) => (
            <Row
              key={orderId}
              link={
                applicationId === undefined || validTo === undefined ? (
                  names.join(', ')
                ) : (
                  <PageLink to={`organisation/${organisationId}/certificates/${applicationId}`}>
                    {names.join(', ')}
                  </PageLink>
                )
              }
              facts={
                <>
                  {[
                    time(createdAt),
                    ...(validTo === undefined ? [] : [t('validUntil', { day: dayOf(validTo) })]),
                  ].join(' · ')}
                  {problem === undefined ? null : (
                    <div>
                      {t('programWasReported')} <span lang="en">{problem}</span>
                    </div>
                  )}
                </>
              }
              state={<Chip $tone={orderTones[state]}>{t(`order.${state}`)}</Chip>}
            />
          ))
        }
      />
    </Panel>
  )
}

function EndApproval({ approval: { approvalId, may }, onChanged }: Changing) {
  const t = useTexts(acmeTexts)
  const { runOnConfirm, shown } = useAction()
  const [isEnded, setIsEnded] = useState(false)
  if (isEnded) return <Done title={t('approvalEnded')} help={t('approvalEndedHelp')} />
  if (!may.includes('end')) return null
  return (
    <>
      {shown}
      <Actions>
        <ConfirmButton
          label={t('endApproval')}
          title={t('endApprovalConfirm')}
          text={t('endApprovalHelp')}
          onYes={() =>
            runOnConfirm(
              () => callApi(endApproval, { approvalId }),
              (changed) => {
                setIsEnded(true)
                onChanged(changed)
              },
            )
          }
        />
      </Actions>
    </>
  )
}

/** Long, and without a place to wrap. */
const Url = styled.span`
  overflow-wrap: anywhere;
`
