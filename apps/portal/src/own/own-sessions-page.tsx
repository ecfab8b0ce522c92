import {
  endOwnSession,
  viewOwnSessions,
  type OwnSessionView,
} from '@sotevarmenne/api/authentication'
import { ok } from '@sotevarmenne/kernel/result'
import { useState } from 'react'
import { Button, Heading, Paragraph } from 'suomifi-ui-components'
import { callApi, queryClient } from '../api/call-api.ts'
import { useApiQuery } from '../api/queries.ts'
import { Done, Loaded } from '../layout/responses.tsx'
import { PageLink } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Actions, Muted, Panel } from '../layout/surface.tsx'
import { useAction } from '../layout/use-action.tsx'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { ownTexts } from './texts.ts'

const ownSessionsKey = ['own-sessions'] as const

/** Every browser session of this person; any other than this one can be ended here. */
export function OwnSessionsPage() {
  const t = useTexts(ownTexts)
  const { run, shown } = useAction()
  const [ended, setEnded] = useState(0)
  const query = useApiQuery(ownSessionsKey, viewOwnSessions, {})

  const end = (sessionId: string): Promise<void> =>
    run(
      () => callApi(endOwnSession, { sessionId }),
      (value) => {
        queryClient.setQueryData(ownSessionsKey, ok(value))
        setEnded((before) => before + 1)
      },
    )

  return (
    <>
      <PageTitle>{t('sessionsHeading')}</PageTitle>
      <Paragraph mb="m">{t('sessionsHelp')}</Paragraph>
      {ended === 0 ? null : (
        <Done key={ended} title={t('sessionEnded')} help={t('sessionEndedHelp')} />
      )}
      {shown}
      <Loaded query={query}>
        {({ sessions }) =>
          sessions.map((session) => (
            <OneSession
              key={session.sessionId}
              session={session}
              onEnd={() => void end(session.sessionId)}
            />
          ))
        }
      </Loaded>
      <Actions>
        <PageLink to="own">{t('toOwnCards')}</PageLink>
      </Actions>
    </>
  )
}

function OneSession({ session, onEnd }: { session: OwnSessionView; onEnd: () => void }) {
  const t = useTexts(ownTexts)
  const { time } = useDates()
  const { sessionId, signIn, openedAt, lastUsedAt, isThis } = session
  const id = `session-${sessionId}`
  return (
    <Panel as="article" aria-labelledby={id}>
      <Heading variant="h2" id={id} mb="xs">
        {[t(`session.${signIn.method}`), signIn.organisation?.name].filter(Boolean).join(', ')}
      </Heading>
      <Paragraph mb="s">
        <Muted>{t('sessionTimes', { opened: time(openedAt), used: time(lastUsedAt) })}</Muted>
      </Paragraph>
      {isThis ? (
        <strong>{t('thisSession')}</strong>
      ) : (
        <Button variant="secondary" onClick={onEnd} aria-describedby={id}>
          {t('endSession')}
        </Button>
      )}
    </Panel>
  )
}
