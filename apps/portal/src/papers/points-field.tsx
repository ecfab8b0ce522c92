import type { ProblemDetails } from '@sotevarmenne/api/problem'
import { InlineAlert } from 'suomifi-ui-components'
import type { Choice } from '../forms/fields.tsx'
import { TickList } from '../forms/tick-list.tsx'
import { Unreachable } from '../layout/answers.tsx'

export type PointChoices = {
  readonly choices: readonly Choice[]
  readonly isError: boolean
  readonly retry: () => void
  /** Why there are none to choose. */
  readonly refusal?: ProblemDetails
}

/** Registration points that are named. What is wrong is told where one would choose; it takes no focus from what is being typed. */
export function PointsField({
  label,
  hint,
  points: { choices, isError, retry, refusal },
}: {
  label: string
  hint?: string
  points: PointChoices
}) {
  if (isError) return <Unreachable onRetry={retry} />
  if (refusal)
    return (
      <InlineAlert status="warning" labelText={refusal.title} mb="m">
        {refusal.detail}
      </InlineAlert>
    )
  return (
    <TickList
      name="points"
      label={label}
      choices={choices}
      {...(hint === undefined ? {} : { hint })}
    />
  )
}
