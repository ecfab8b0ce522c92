import type { Session } from '@sotevarmenne/api/access'
import type { AnswerOf } from '@sotevarmenne/api/endpoint'
import type { ProblemDetails } from '@sotevarmenne/api/problem'
import { releaseHold, viewHolds } from '@sotevarmenne/api/status'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useOutletContext } from 'react-router'
import { Button, Heading, InlineAlert } from 'suomifi-ui-components'
import { ask } from '../api/ask.ts'
import { Done, ProblemShown, Unreachable } from '../layout/answers.tsx'
import { ConfirmStep } from '../layout/confirm-step.tsx'
import { Actions, Facts, Panel } from '../layout/surface.tsx'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'

type Hold = AnswerOf<typeof viewHolds>['holds'][number]
type Agreement = AnswerOf<typeof releaseHold>['state']

/** Revocation lists that are held because unusually much was revoked. Nothing is shown while there are none. */
export function Holds() {
  const t = useTexts('operations')
  const [agreed, setAgreed] = useState<Agreement>()
  const { data, isError, refetch } = useQuery({
    queryKey: ['holds'],
    queryFn: ({ signal }) => ask(viewHolds, {}, signal),
  })
  if (isError) return <Unreachable onRetry={() => void refetch()} />
  if (data === undefined) return null
  if (!data.ok) return <ProblemShown problem={data.refusal} />

  const { holds } = data.value
  if (holds.length === 0 && agreed === undefined) return null
  return (
    <Panel aria-labelledby="holds">
      <Heading variant="h2" id="holds">
        {t('holds')}
      </Heading>
      {agreed === undefined ? null : (
        <Done key={agreed} title={t(`release.${agreed}`)} help={t(`releaseHelp.${agreed}`)} />
      )}
      {holds.length === 0 ? null : (
        <InlineAlert status="error" labelText={t('held')} mt="s" mb="s">
          {t('heldHelp')}
        </InlineAlert>
      )}
      {holds.map((hold) => (
        <HeldLists
          key={hold.holdId}
          hold={hold}
          onAgreed={async (state) => {
            await refetch()
            setAgreed(state)
          }}
        />
      ))}
    </Panel>
  )
}

function HeldLists({
  hold,
  onAgreed,
}: {
  hold: Hold
  onAgreed: (state: Agreement) => Promise<void>
}) {
  const t = useTexts('operations')
  const { time } = useDates()
  const { roles } = useOutletContext<Session>()
  const [isOpen, setIsOpen] = useState(false)
  const [problem, setProblem] = useState<ProblemDetails>()
  /** The word of both counts only for what both have seen. */
  const covered = Math.min(hold.revoked, hold.firstSaw ?? hold.revoked)
  const mayRelease = roles.includes('caOfficer') || roles.includes('handler')

  async function agree(): Promise<() => void> {
    const released = await ask(releaseHold, { holdId: hold.holdId, upTo: hold.upTo })
    return () => {
      if (released.ok) void onAgreed(released.value.state)
      else setProblem(released.refusal)
    }
  }

  return (
    <>
      <Facts
        facts={[
          [t('issuer'), hold.issuer],
          [t('noticedAt'), time(hold.noticedAt)],
          [t('waiting'), hold.revoked],
          [t('causes'), <Causes key="causes" causes={hold.causes} />],
          [
            t('firstAgreedAt'),
            hold.firstAgreedAt === undefined ? t('nobodyYet') : time(hold.firstAgreedAt),
          ],
          ...(hold.firstSaw === undefined ? [] : [[t('firstSaw'), hold.firstSaw] as const]),
        ]}
      />
      {problem === undefined ? null : <ProblemShown problem={problem} />}
      {mayRelease ? (
        <Actions>
          <Button
            variant="secondary"
            aria-label={t('agreeToRelease', { issuer: hold.issuer })}
            onClick={() => {
              setIsOpen(true)
            }}
          >
            {t('agree')}
          </Button>
        </Actions>
      ) : null}
      <ConfirmStep
        isOpen={isOpen}
        title={t('agreeConfirm')}
        text={[
          t('agreeConfirmHelp', { issuer: hold.issuer, count: covered }),
          covered < hold.revoked ? t('laterNotCovered', { count: hold.revoked - covered }) : '',
        ].join(' ')}
        yes={t('agree')}
        onYes={agree}
        onClose={() => {
          setIsOpen(false)
        }}
      />
    </>
  )
}

/** A cause that has no text is the word of whoever revoked. */
function Causes({ causes }: { causes: Hold['causes'] }) {
  const t = useTexts('operations')
  const nameOf = (cause: string): string => {
    const known = knownCauses.find((one) => one === cause)
    return known === undefined ? cause : t(`cause.${known}`)
  }
  return causes.map(({ cause, count }) => (
    <div key={cause}>
      {nameOf(cause)}: {count}
    </div>
  ))
}

const knownCauses = [
  'imported',
  'card-lost',
  'card-stolen',
  'card-faulty',
  'data-changed',
  'employment-ended',
  'right-ended',
  'holder-died',
  'card-replaced',
  'card-not-wanted',
  'spare-card-returned',
  'authority-error',
] as const
