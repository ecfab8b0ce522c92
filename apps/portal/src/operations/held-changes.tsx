import type { Session } from '@sotevarmenne/api/access'
import type { AnswerOf } from '@sotevarmenne/api/endpoint'
import type { ProblemDetails } from '@sotevarmenne/api/problem'
import { releaseChanges, type RegistersView } from '@sotevarmenne/api/registers'
import { useState } from 'react'
import { useOutletContext } from 'react-router'
import { Button, Heading, InlineAlert } from 'suomifi-ui-components'
import { ask } from '../api/ask.ts'
import { Done, ProblemShown } from '../layout/answers.tsx'
import { ConfirmStep } from '../layout/confirm-step.tsx'
import { Actions, Facts, Panel } from '../layout/surface.tsx'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'

type Hold = NonNullable<RegistersView['hold']>
type Agreement = AnswerOf<typeof releaseChanges>['state']

/** Changes that would take away unusually many cards. Nothing is shown while there are none. */
export function HeldChanges({
  hold,
  onAgreed,
}: {
  hold: Hold | undefined
  onAgreed: () => Promise<unknown>
}) {
  const t = useTexts('registers')
  const [agreed, setAgreed] = useState<Agreement>()
  if (hold === undefined && agreed === undefined) return null
  return (
    <Panel aria-labelledby="hold">
      <Heading variant="h2" id="hold">
        {t('hold')}
      </Heading>
      {agreed === undefined ? null : (
        <Done key={agreed} title={t(`release.${agreed}`)} help={t(`releaseHelp.${agreed}`)} />
      )}
      {hold === undefined ? null : (
        <>
          <InlineAlert status="error" labelText={t('held')} mt="s" mb="s">
            {t('heldHelp')}
          </InlineAlert>
          <Held
            hold={hold}
            onAgreed={async (state) => {
              await onAgreed()
              setAgreed(state)
            }}
          />
        </>
      )}
    </Panel>
  )
}

function Held({ hold, onAgreed }: { hold: Hold; onAgreed: (state: Agreement) => Promise<void> }) {
  const t = useTexts('registers')
  const { time } = useDates()
  const { roles } = useOutletContext<Session>()
  const [isOpen, setIsOpen] = useState(false)
  const [problem, setProblem] = useState<ProblemDetails>()
  const mayRelease = roles.includes('caOfficer') || roles.includes('handler')
  /** The word of both counts only for what both have seen. */
  const covered = Math.min(hold.cards, hold.firstSaw ?? hold.cards)

  async function agree(): Promise<() => void> {
    const released = await ask(releaseChanges, { holdId: hold.holdId, upTo: hold.upTo })
    return () => {
      if (released.ok) void onAgreed(released.value.state)
      else setProblem(released.refusal)
    }
  }

  return (
    <>
      <Facts
        facts={[
          [t('noticedAt'), time(hold.noticedAt)],
          [t('cards'), hold.cards],
          [
            t('causes'),
            hold.causes.map(({ cause, count }) => (
              <div key={cause}>
                {t(`kind.${cause}`)}: {count}
              </div>
            )),
          ],
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
        text={t('agreeConfirmHelp', { count: covered })}
        yes={t('agree')}
        onYes={agree}
        onClose={() => {
          setIsOpen(false)
        }}
      />
    </>
  )
}
