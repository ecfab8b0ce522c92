import type { SessionView } from '@sotevarmenne/api/authentication'
import type { Permission } from '@sotevarmenne/api/permissions'
import type { ReactNode } from 'react'
import { useOutletContext } from 'react-router'
import { Heading, InlineAlert } from 'suomifi-ui-components'
import type { ApiResult } from '../api/call-api.ts'
import { mayDo } from '../api/session.ts'
import { Done, SecondPersonRequired } from '../layout/responses.tsx'
import { ConfirmButton } from '../layout/confirm-button.tsx'
import { Actions, Facts, Panel } from '../layout/surface.tsx'
import { useAction } from '../layout/use-action.tsx'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { useWholeNumber } from '../texts/numbers.ts'
import { operationTexts } from './texts.ts'

/** The result of one person's release: another person's is needed too, or the pause is over. */
export type Agreement = 'awaits-second' | 'released'

/**
 * What the mass-revocation guard has paused, and the result of the last release. Nothing is shown without
 * either.
 */
export function PausePanel({
  id,
  title,
  warning,
  done,
  children,
}: {
  id: string
  title: string
  /** Absent when nothing is paused any more. */
  warning: { readonly title: string; readonly help: string } | undefined
  done: { readonly title: string; readonly help: string } | undefined
  children: ReactNode
}) {
  if (warning === undefined && done === undefined) return null
  return (
    <Panel aria-labelledby={id}>
      <Heading variant="h2" id={id}>
        {title}
      </Heading>
      {done === undefined ? null : <Done key={done.title} {...done} />}
      {warning === undefined ? null : (
        <InlineAlert status="error" labelText={warning.title} mt="s" mb="s">
          {warning.help}
        </InlineAlert>
      )}
      {children}
    </Panel>
  )
}

/** A pause that is released under dual control, each person for what both have seen. */
export function ReleaseByTwo({
  operation,
  pause,
  size,
  facts,
  causes,
  agree,
  name,
  question,
  release,
  onAgreed,
}: {
  /** The release that is offered to those who may do it. */
  operation: Permission
  pause: {
    readonly noticedAt: string
    readonly firstApprovedAt?: string | undefined
    /** How many entries the first person saw. */
    readonly firstCount?: number | undefined
    readonly may: readonly 'release'[]
  }
  /** How many entries are paused now. */
  size: number
  facts: readonly (readonly [name: string, value: ReactNode])[]
  causes: readonly { readonly cause: string; readonly count: number }[]
  agree: string
  /** A name that tells this button apart from others of the page. */
  name?: string
  /** The text of the confirmation: how many entries both releases cover, and how many came later. */
  question: (covered: number, later: number) => { readonly title: string; readonly text: string }
  release: () => Promise<ApiResult<{ readonly state: Agreement }>>
  onAgreed: (state: Agreement) => Promise<void>
}) {
  const t = useTexts(operationTexts)
  const { time } = useDates()
  const session = useOutletContext<SessionView>()
  const { runOnConfirm, shown } = useAction()
  const mayRelease = mayDo(session, operation)
  const covered = Math.min(size, pause.firstCount ?? size)

  const wholeNumber = useWholeNumber()
  const give = (): Promise<() => void> => runOnConfirm(release, ({ state }) => onAgreed(state))

  return (
    <>
      <Facts
        facts={[
          ...facts,
          [t('noticedAt'), time(pause.noticedAt)],
          [
            t('causes'),
            causes.map(({ cause, count }) => (
              <div key={cause}>
                {cause}: {wholeNumber(count)}
              </div>
            )),
          ],
          [
            t('firstApprovedAt'),
            pause.firstApprovedAt === undefined ? t('nobodyYet') : time(pause.firstApprovedAt),
          ],
          [t('firstCount'), pause.firstCount],
        ]}
      />
      {shown}
      {!mayRelease ? null : !pause.may.includes('release') ? (
        <SecondPersonRequired />
      ) : (
        <Actions>
          <ConfirmButton
            label={agree}
            ariaLabel={name}
            {...question(covered, size - covered)}
            onYes={give}
          />
        </Actions>
      )}
    </>
  )
}
