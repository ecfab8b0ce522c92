import type { ProblemDetails } from '@sotevarmenne/api/problem'
import { InlineAlert } from 'suomifi-ui-components'
import type { Choice } from '../forms/fields.tsx'
import { TickList } from '../forms/tick-list.tsx'
import { Unreachable } from '../layout/responses.tsx'

export type PointChoices = {
  readonly choices: readonly Choice[]
  readonly isError: boolean
  readonly retry: () => void
  /** Why there are none to choose from. */
  readonly refusal?: ProblemDetails
}

/**
 * The named registration points. Errors are shown at the choice; they take no focus from what is being typed.
 */
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
