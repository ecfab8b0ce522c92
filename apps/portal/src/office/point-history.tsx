import type { viewPoint } from '@sotevarmenne/api/points'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import { Heading } from 'suomifi-ui-components'
import { Panel } from '../layout/surface.tsx'
import { Past, Timeline } from '../layout/timeline.tsx'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { officeTexts } from './texts.ts'
import { changedFacts, usePointTexts, type PointFactsEntered } from './point-facts.ts'

type Version = ResponseOf<typeof viewPoint>['versions'][number]

/** Who entered the facts when, and what changed; newest first. */
export function PointHistory({ versions }: { versions: readonly Version[] }) {
  const t = useTexts(officeTexts)
  const { time } = useDates()
  return (
    <Panel aria-labelledby="history">
      <Heading variant="h2" id="history" mb="s">
        {t('history')}
      </Heading>
      <Timeline>
        {versions.map(({ version, enteredAt, enteredBy, facts }, index) => (
          <Past key={version}>
            <strong>{t(version === 1 ? 'entered' : 'changed')}</strong>
            <span>{`${time(enteredAt)}, ${enteredBy ?? t('byService')}`}</span>
            <Changes before={versions[index + 1]?.facts} after={facts} />
          </Past>
        ))}
      </Timeline>
    </Panel>
  )
}

function Changes({
  before,
  after,
}: {
  before: Version['facts'] | undefined
  after: Version['facts']
}) {
  const t = useTexts(officeTexts)
  const textsOf = usePointTexts()
  if (before === undefined) return null
  return changedFacts(
    textsOf(before as PointFactsEntered),
    textsOf(after as PointFactsEntered),
  ).map((changed) => (
    <span key={changed.name}>
      {t('becameOf', {
        fact: changed.name,
        before: changed.before ?? t('nothingBefore'),
        after: changed.after ?? t('nothingBefore'),
      })}
    </span>
  ))
}
