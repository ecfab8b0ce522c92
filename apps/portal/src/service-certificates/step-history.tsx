import { Heading } from 'suomifi-ui-components'
import { Panel } from '../layout/surface.tsx'
import { useDates } from '../texts/dates.ts'

/** The history of something, step by step: when, by whom and why. */
export function StepHistory<Step extends string>({
  heading,
  history,
  nameOf,
}: {
  heading: string
  history: readonly {
    readonly step: Step
    readonly at: string
    readonly by?: string | undefined
    readonly because?: string | undefined
  }[]
  nameOf: (step: Step) => string
}) {
  const { time } = useDates()
  return (
    <Panel aria-labelledby="history">
      <Heading variant="h2" id="history" mb="s">
        {heading}
      </Heading>
      <ol>
        {history.map(({ step, at, by, because }) => (
          <li key={`${step} ${at}`}>
            {[nameOf(step), by, time(at)].filter(Boolean).join(', ')}
            {because === undefined ? null : <div>{because}</div>}
          </li>
        ))}
      </ol>
    </Panel>
  )
}
