import type { Session } from '@sotevarmenne/api/access'
import type { ReactNode } from 'react'
import { useOutletContext } from 'react-router'
import { Heading, InlineAlert } from 'suomifi-ui-components'
import type { Answer } from '../api/ask.ts'
import { Done } from '../layout/answers.tsx'
import { ConfirmButton } from '../layout/confirm-button.tsx'
import { Actions, Facts, Panel } from '../layout/surface.tsx'
import { useAct } from '../layout/use-act.tsx'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'

/** What came of a person's word: another's is needed too, or the hold is over. */
export type Agreement = 'awaits-second' | 'released'

/** What the brake holds, and what came of the last word. Nothing is shown when there is neither. */
export function Held({
  id,
  title,
  warning,
  done,
  children,
}: {
  id: string
  title: string
  /** Absent when nothing is held any more. */
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

/** A hold that two persons release, each for what both have seen. */
export function ReleaseByTwo({
  hold,
  size,
  facts,
  causes,
  agree,
  name,
  question,
  release,
  onAgreed,
}: {
  hold: {
    readonly noticedAt: string
    readonly firstAgreedAt?: string | undefined
    /** How much the first person had in sight. */
    readonly firstSaw?: number | undefined
  }
  /** How much is held by now. */
  size: number
  facts: readonly (readonly [name: string, value: ReactNode])[]
  causes: readonly { readonly cause: string; readonly count: number }[]
  agree: string
  /** What tells this button apart from others of the page. */
  name?: string
  /** The last question, by how much the word of both covers and how much came later. */
  question: (covered: number, later: number) => { readonly title: string; readonly text: string }
  release: () => Promise<Answer<{ readonly state: Agreement }>>
  onAgreed: (state: Agreement) => Promise<void>
}) {
  const t = useTexts('operations')
  const { time } = useDates()
  const { roles } = useOutletContext<Session>()
  const { actOnYes, shown } = useAct()
  const mayRelease = roles.includes('caOfficer') || roles.includes('handler')
  const covered = Math.min(size, hold.firstSaw ?? size)

  const give = (): Promise<() => void> => actOnYes(release, ({ state }) => onAgreed(state))

  return (
    <>
      <Facts
        facts={[
          ...facts,
          [t('noticedAt'), time(hold.noticedAt)],
          [
            t('causes'),
            causes.map(({ cause, count }) => (
              <div key={cause}>
                {cause}: {count}
              </div>
            )),
          ],
          [
            t('firstAgreedAt'),
            hold.firstAgreedAt === undefined ? t('nobodyYet') : time(hold.firstAgreedAt),
          ],
          [t('firstSaw'), hold.firstSaw],
        ]}
      />
      {shown}
      {mayRelease ? (
        <Actions>
          <ConfirmButton
            label={agree}
            ariaLabel={name}
            {...question(covered, size - covered)}
            onYes={give}
          />
        </Actions>
      ) : null}
    </>
  )
}
