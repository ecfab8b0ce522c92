import {
  decideAccountRequest,
  listAccountRequests,
  viewPowerOfAttorney,
  type AccountRequestView,
} from '@sotevarmenne/api/accounts'
import { useState } from 'react'
import { Button, DateInput, Heading, Paragraph, TextInput } from 'suomifi-ui-components'
import { callApi, queryClient } from '../api/call-api.ts'
import { usePages } from '../api/queries.ts'
import { fromBase64 } from '../documents/base64.ts'
import { Done, SecondPersonRequired } from '../layout/responses.tsx'
import { ConfirmStep } from '../layout/confirm-step.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Actions, Facts, Panel } from '../layout/surface.tsx'
import { RowList } from '../layout/row-list.tsx'
import { useAction } from '../layout/use-action.tsx'
import { readDay, useDates } from '../texts/dates.ts'
import { usePageLanguage } from '../texts/language.ts'
import { useTexts } from '../texts/index.ts'
import { accountTexts } from '../organisation/account-texts.ts'
import { saveAs } from '../audit-log/save-as.ts'

const requestsKey = ['account-requests'] as const

/** Accounts requested by power of attorney: a case officer reads it and decides. */
export function AccountRequestsPage() {
  const t = useTexts(accountTexts)
  const [isDecided, setIsDecided] = useState(false)
  const pages = usePages(requestsKey, listAccountRequests, {})
  return (
    <>
      <PageTitle>{t('requestsHeading')}</PageTitle>
      <Paragraph mb="m">{t('requestsLead')}</Paragraph>
      {isDecided ? <Done title={t('decided')} help={t('decidedHelp')} /> : null}
      <RowList
        pages={pages}
        empty={t('noRequests')}
        list={(requests) => requests}
        rowsOf={({ requests }) =>
          requests.map((request) => (
            <RequestShown
              key={request.requestId}
              request={request}
              onDecided={() => {
                setIsDecided(true)
                void queryClient.invalidateQueries({ queryKey: requestsKey })
              }}
            />
          ))
        }
      />
    </>
  )
}

function RequestShown({
  request,
  onDecided,
}: {
  request: AccountRequestView
  onDecided: () => void
}) {
  const t = useTexts(accountTexts)
  const { day, time } = useDates()
  const language = usePageLanguage()
  const [because, setBecause] = useState('')
  const [lastDay, setLastDay] = useState('')
  const [isDayWrong, setIsDayWrong] = useState(false)
  const validTo = readDay(lastDay)
  const [isConfirming, setIsConfirming] = useState(false)
  const { run, runOnConfirm, isActing, shown } = useAction()
  const { requestId, name, businessId } = request
  const mayDecide = request.may.includes('decide')

  return (
    <Panel aria-labelledby={requestId}>
      <Heading variant="h2" id={requestId} mb="s">
        {name}
      </Heading>
      <Facts
        facts={[
          [t('businessId'), businessId],
          [t('applicant'), request.applicant.name],
          [t('signing'), t(`signing.${request.signing}`)],
          [t('requestedAt'), time(request.requestedAt)],
        ]}
      />
      <Button
        variant="secondary"
        mb="m"
        onClick={() =>
          void run(
            () => callApi(viewPowerOfAttorney, { requestId }),
            ({ pdf }) => {
              saveAs(`${businessId}.pdf`, fromBase64(pdf))
            },
          )
        }
      >
        {t('readPowerOfAttorney')}
      </Button>
      {mayDecide ? null : <SecondPersonRequired />}
      {mayDecide ? (
        <DateInput
          id={`last-day-${requestId}`}
          language={language}
          labelText={t('powerOfAttorneyLastDay')}
          hintText={t('powerOfAttorneyLastDayHint')}
          value={lastDay}
          style={{ maxWidth: 290 }}
          fullWidth
          autoComplete="off"
          onChange={({ value }) => {
            setLastDay(value)
            setIsDayWrong(false)
          }}
          mb="m"
          {...(isDayWrong
            ? { status: 'error', statusText: t('powerOfAttorneyLastDayMissing') }
            : {})}
        />
      ) : null}
      {mayDecide ? (
        <TextInput
          labelText={t('because')}
          value={because}
          onChange={(value) => {
            setBecause(String(value ?? ''))
          }}
          fullWidth
          autoComplete="off"
        />
      ) : null}
      {shown}
      {mayDecide ? (
        <Actions>
          <Button
            disabled={isActing}
            onClick={() => {
              setIsDayWrong(validTo === undefined)
              setIsConfirming(validTo !== undefined)
            }}
          >
            {t(request.hasAccount ? 'approveJoining' : 'approve')}
          </Button>
          <Button
            variant="secondary"
            disabled={isActing}
            onClick={() =>
              void run(
                () =>
                  callApi(decideAccountRequest, {
                    ...{ requestId, decision: 'rejected' },
                    ...(because.trim() === '' ? {} : { because }),
                  }),
                onDecided,
              )
            }
          >
            {t('reject')}
          </Button>
        </Actions>
      ) : null}
      <ConfirmStep
        isOpen={isConfirming}
        title={t(request.hasAccount ? 'sureJoining' : 'sure')}
        text={t('sureText', { day: validTo === undefined ? '' : day(validTo) })}
        yes={t(request.hasAccount ? 'approveJoining' : 'approve')}
        onYes={() =>
          runOnConfirm(
            () =>
              callApi(decideAccountRequest, {
                ...{ requestId, decision: 'approved' },
                ...(validTo === undefined ? {} : { validTo }),
              }),
            onDecided,
          )
        }
        onClose={() => {
          setIsConfirming(false)
        }}
      />
    </Panel>
  )
}
