import type { SessionView } from '@sotevarmenne/api/authentication'
import {
  followUpResult,
  noteFollowUp,
  viewCall,
  type FollowUpResult,
  type HotlineCallView,
} from '@sotevarmenne/api/hotline'
import { ok } from '@sotevarmenne/kernel/result'
import { useState, type SyntheticEvent } from 'react'
import { useOutletContext, useParams } from 'react-router'
import { Heading, Paragraph, TextInput } from 'suomifi-ui-components'
import { mayDo } from '../api/session.ts'
import { callApi, queryClient } from '../api/call-api.ts'
import { useApiQuery } from '../api/queries.ts'
import { ClosedChoice } from '../forms/closed-choice.tsx'
import { SubmitButton } from '../forms/submit-button.tsx'
import { Done, WithoutResponse } from '../layout/responses.tsx'
import { PageLink } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Actions, Facts, Panel } from '../layout/surface.tsx'
import { useAction } from '../layout/use-action.tsx'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { hotlineTexts } from './texts.ts'
import { CallChip } from './calls-page.tsx'
import { spoken } from './what-to-say.ts'

/** One call: who called, what was done, and whether the holder was reached. */
export function CallPage() {
  const t = useTexts(hotlineTexts)
  const { callId = '' } = useParams()
  const query = useApiQuery(['hotline-call', callId], viewCall, { callId })
  if (query.data?.ok !== true)
    return (
      <WithoutResponse
        query={query}
        title={t('callsHeading')}
        back={<PageLink to="hotline/calls">{t('backToCalls')}</PageLink>}
      />
    )
  const call = query.data.value
  return (
    <>
      <PageTitle>{t('callHeading', { reference: spoken(call.reference) })}</PageTitle>
      <CallChip call={call} />
      <CallNotes call={call} />
      <FollowUps call={call} />
      <Actions>
        <PageLink to="hotline/calls">{t('backToCalls')}</PageLink>
      </Actions>
    </>
  )
}

function CallNotes({ call }: { call: HotlineCallView }) {
  const t = useTexts(hotlineTexts)
  const { time, day } = useDates()
  const { holder, callBack } = call
  const isForgotten = call.callerName === undefined && callBack === undefined && !call.note
  return (
    <Panel aria-label={t('callerHeading')}>
      <Facts
        facts={[
          [t('takenAt'), time(call.takenAt)],
          [t('agent'), call.agent.name],
          [t('caller'), t(`caller.${call.caller}`)],
          [t('callerName'), call.callerName],
          [
            t('holder'),
            holder === undefined ? undefined : `${holder.givenNames} ${holder.surname}`,
          ],
          [t('outcome'), t(`outcome.${call.outcome}`)],
          [t('happened'), call.happened === undefined ? undefined : t(`happened.${call.happened}`)],
          [t('happenedOn'), call.happenedOn === undefined ? undefined : day(call.happenedOn)],
          [
            t('identity'),
            call.identity === 'not-requested'
              ? undefined
              : t(call.identity === 'certain' ? 'isCertain' : 'isPlausible'),
          ],
          [
            t('callBack'),
            callBack === undefined
              ? undefined
              : callBack.state === 'none'
                ? t(`callBack.${callBack.because}`)
                : `${t(`callBack.${callBack.state}`)}: ${callBack.number}`,
          ],
          [t('note'), call.note],
        ]}
      />
      {isForgotten && call.identity === 'plausible' ? (
        <Paragraph>{t('forgotten')}</Paragraph>
      ) : null}
    </Panel>
  )
}

function FollowUps({ call }: { call: HotlineCallView }) {
  const t = useTexts(hotlineTexts)
  const { time } = useDates()
  const session = useOutletContext<SessionView>()
  const [isNoted, setIsNoted] = useState(false)
  if (call.followUp === 'none') return null
  return (
    <Panel aria-labelledby="follow-up">
      <Heading variant="h2" id="follow-up" mb="s">
        {t('followUp')}
      </Heading>
      {isNoted ? (
        <Done
          title={t('noteSaved')}
          help={t(call.followUp === 'open' ? 'noteSavedOpen' : 'noteSavedDone')}
        />
      ) : null}
      <Facts
        facts={call.followUps.map(({ at, by, result, note }): [string, string] => [
          time(at),
          [t(`result.${result}`), by.name, ...(note === undefined ? [] : [note])].join(' · '),
        ])}
      />
      {call.followUp === 'open' && mayDo(session, 'hotline.noteFollowUp') ? (
        <NoteResult
          key={call.followUps.length}
          call={call}
          onNoted={() => {
            setIsNoted(true)
          }}
        />
      ) : null}
    </Panel>
  )
}

function NoteResult({ call, onNoted }: { call: HotlineCallView; onNoted: () => void }) {
  const t = useTexts(hotlineTexts)
  const [result, setResult] = useState<FollowUpResult>()
  const [note, setNote] = useState('')
  const [isTried, setIsTried] = useState(false)
  const { run, isActing, shown } = useAction()

  async function save(): Promise<void> {
    setIsTried(true)
    if (result === undefined) return
    await run(
      () =>
        callApi(noteFollowUp, {
          callId: call.callId,
          result,
          ...(note.trim() === '' ? {} : { note }),
        }),
      (noted) => {
        queryClient.setQueryData(['hotline-call', call.callId], ok(noted))
        void queryClient.invalidateQueries({ queryKey: ['hotline-calls'] })
        onNoted()
      },
    )
  }

  return (
    <form
      noValidate
      onSubmit={(event: SyntheticEvent) => {
        event.preventDefault()
        void save()
      }}
    >
      <Paragraph mb="s">{t('followUpHelp')}</Paragraph>
      <ClosedChoice
        name="result"
        label={t('result')}
        options={followUpResult.options}
        textOf={(one) => t(`result.${one}`)}
        value={result}
        onChange={setResult}
        missing={isTried && result === undefined ? t('error.happened') : undefined}
      />
      <TextInput
        id="follow-up-note"
        labelText={t('followUpNote')}
        value={note}
        autoComplete="off"
        onChange={(value) => {
          setNote(String(value ?? ''))
        }}
      />
      {shown}
      <Actions>
        <SubmitButton isActing={isActing}>{t('noteResult')}</SubmitButton>
      </Actions>
    </form>
  )
}
