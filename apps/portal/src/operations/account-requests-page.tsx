import {
  decideAccountRequest,
  listAccountRequests,
  viewMandate,
  type AccountRequest,
} from '@sotevarmenne/api/accounts'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import {
  Button,
  DateInput,
  Heading,
  InlineAlert,
  Paragraph,
  TextInput,
} from 'suomifi-ui-components'
import { ask, queryClient } from '../api/ask.ts'
import { fromBase64 } from '../documents/base64.ts'
import { Done, Fetching, ProblemShown, Unreachable } from '../layout/answers.tsx'
import { ConfirmStep } from '../layout/confirm-step.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Actions, Facts, Panel } from '../layout/surface.tsx'
import { useAct } from '../layout/use-act.tsx'
import { readDay, useDates, usePageLanguage } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { saveAs } from '../trail/save-as.ts'

const requestsKey = ['account-requests'] as const

/** Accounts that were asked for on a mandate: a handler reads it and decides. */
export function AccountRequestsPage() {
  const t = useTexts('accounts')
  const common = useTexts('common')
  const [isDecided, setIsDecided] = useState(false)
  const pages = useInfiniteQuery({
    queryKey: requestsKey,
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      ask(listAccountRequests, { cursor: pageParam, limit: 25 }, signal),
    getNextPageParam: (last) => (last.ok ? last.value.nextCursor : undefined),
  })
  const refused = pages.data?.pages.find((page) => !page.ok)
  const requests = (pages.data?.pages ?? []).flatMap((page) => (page.ok ? page.value.requests : []))
  return (
    <>
      <PageTitle>{t('requestsHeading')}</PageTitle>
      <Paragraph mb="m">{t('requestsLead')}</Paragraph>
      {isDecided ? <Done title={t('decided')} help={t('decidedHelp')} /> : null}
      {pages.isPending ? <Fetching /> : null}
      {pages.isError && !pages.isRefetchError ? (
        <Unreachable onRetry={() => void pages.refetch()} />
      ) : null}
      {refused?.ok === false ? <ProblemShown problem={refused.refusal} /> : null}
      {pages.data !== undefined && refused === undefined && requests.length === 0 ? (
        <Paragraph>{t('noRequests')}</Paragraph>
      ) : null}
      {requests.map((request) => (
        <RequestShown
          key={request.requestId}
          request={request}
          onDecided={() => {
            setIsDecided(true)
            void queryClient.invalidateQueries({ queryKey: requestsKey })
          }}
        />
      ))}
      {pages.hasNextPage ? (
        <Button variant="secondary" mt="m" onClick={() => void pages.fetchNextPage()}>
          {common('showMore')}
        </Button>
      ) : null}
    </>
  )
}

function RequestShown({ request, onDecided }: { request: AccountRequest; onDecided: () => void }) {
  const t = useTexts('accounts')
  const { day, time } = useDates()
  const language = usePageLanguage()
  const [because, setBecause] = useState('')
  const [lastDay, setLastDay] = useState('')
  const [isDayWrong, setIsDayWrong] = useState(false)
  const validTo = readDay(lastDay)
  const [isAsked, setIsAsked] = useState(false)
  const { act, actOnYes, isActing, shown } = useAct()
  const { requestId, name, businessId } = request

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
          [t('askedAt'), time(request.askedAt)],
        ]}
      />
      <Button
        variant="secondary"
        mb="m"
        onClick={() =>
          void act(
            () => ask(viewMandate, { requestId }),
            ({ pdf }) => {
              saveAs(`${businessId}.pdf`, fromBase64(pdf))
            },
          )
        }
      >
        {t('readMandate')}
      </Button>
      {request.mayDecide ? null : (
        <InlineAlert status="neutral" smallScreen>
          {t('ownRequest')}
        </InlineAlert>
      )}
      {request.mayDecide ? (
        <DateInput
          id={`last-day-${requestId}`}
          language={language}
          labelText={t('mandateLastDay')}
          hintText={t('mandateLastDayHint')}
          value={lastDay}
          style={{ maxWidth: 290 }}
          fullWidth
          autoComplete="off"
          onChange={({ value }) => {
            setLastDay(value)
            setIsDayWrong(false)
          }}
          mb="m"
          {...(isDayWrong ? { status: 'error', statusText: t('mandateLastDayMissing') } : {})}
        />
      ) : null}
      {request.mayDecide ? (
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
      {request.mayDecide ? (
        <Actions>
          <Button
            disabled={isActing}
            onClick={() => {
              setIsDayWrong(validTo === undefined)
              setIsAsked(validTo !== undefined)
            }}
          >
            {t(request.hasAccount ? 'approveJoining' : 'approve')}
          </Button>
          <Button
            variant="secondary"
            disabled={isActing}
            onClick={() =>
              void act(
                () =>
                  ask(decideAccountRequest, {
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
        isOpen={isAsked}
        title={t(request.hasAccount ? 'sureJoining' : 'sure')}
        text={t('sureText', { day: validTo === undefined ? '' : day(validTo) })}
        yes={t(request.hasAccount ? 'approveJoining' : 'approve')}
        onYes={() =>
          actOnYes(
            () =>
              ask(decideAccountRequest, {
                ...{ requestId, decision: 'approved' },
                ...(validTo === undefined ? {} : { validTo }),
              }),
            onDecided,
          )
        }
        onClose={() => {
          setIsAsked(false)
        }}
      />
    </Panel>
  )
}
