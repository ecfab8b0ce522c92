import { VisuallyHidden } from 'suomifi-ui-components'

/**
 * Says to screen readers what came of an operation that the page shows far from the focus. Empty until then: only a change is
 * said.
 */
export const OutcomeRegion = () => <VisuallyHidden role="status" id={regionId} />

export function sayOutcome(outcome: string): void {
  const region = document.getElementById(regionId)
  if (region) region.textContent = outcome
}

const regionId = 'outcome'
