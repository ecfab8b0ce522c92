import { viewOrganisationHistory } from '@sotevarmenne/api/organisations'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Button, Heading } from 'suomifi-ui-components'
import { callApi } from '../api/call-api.ts'
import { Fetching, ProblemShown, Unreachable } from '../layout/responses.tsx'
import { Panel } from '../layout/surface.tsx'
import { Past, Timeline } from '../layout/timeline.tsx'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { organisationTexts } from './organisation-texts.ts'
import { changedFacts, type FactText } from './point-facts.ts'

type Version = ResponseOf<typeof viewOrganisationHistory>['versions'][number]

/** Who entered the data when, and what changed; newest first, a page at a time. */
export function OrganisationHistory({ organisationId }: { organisationId: string }) {
  const t = useTexts(organisationTexts)
  const { time } = useDates()
  const textsOf = useVersionTexts()
  const pages = useInfiniteQuery({
    queryKey: ['organisation-history', organisationId],
    initialPageParam: undefined as number | undefined,
    queryFn: ({ pageParam: before, signal }) =>
      callApi(viewOrganisationHistory, { organisationId, before, limit: 10 }, signal),
    getNextPageParam: (last) =>
      last.ok && last.value.hasEarlier ? last.value.versions.at(-1)?.version : undefined,
  })
  const refused = pages.data?.pages.find((page) => !page.ok)
  const versions = (pages.data?.pages ?? []).flatMap((page) => (page.ok ? page.value.versions : []))
  return (
    <Panel aria-labelledby="history">
      <Heading variant="h2" id="history" mb="s">
        {t('history')}
      </Heading>
      {pages.isPending ? <Fetching /> : null}
      {pages.isError && !pages.isRefetchError ? (
        <Unreachable onRetry={() => void pages.refetch()} />
      ) : null}
      {refused?.ok === false ? <ProblemShown problem={refused.refusal} /> : null}
      <Timeline>
        {versions.map((version, index) => {
          const before = versions[index + 1]
          return (
            <Past key={version.version}>
              <strong>{t(version.version === 1 ? 'historyEntered' : 'historyChanged')}</strong>
              <span>{`${time(version.enteredAt)}, ${version.enteredBy ?? t('byService')}`}</span>
              {before === undefined
                ? null
                : changedFacts(textsOf(before), textsOf(version)).map((changed) => (
                    <span key={changed.name}>
                      {t('becameOf', {
                        fact: changed.name,
                        before: changed.before ?? t('nothing'),
                        after: changed.after ?? t('nothing'),
                      })}
                    </span>
                  ))}
            </Past>
          )
        })}
      </Timeline>
      {pages.hasNextPage ? (
        <Button variant="secondary" mt="s" onClick={() => void pages.fetchNextPage()}>
          {t('showEarlier')}
        </Button>
      ) : null}
    </Panel>
  )
}

function useVersionTexts(): (version: Version) => readonly FactText[] {
  const t = useTexts(organisationTexts)
  return ({ name, kind, units, contacts }) => [
    [t('name'), name],
    ...(kind === undefined ? [] : [[t('kind'), t(`kind.${kind}`)] as const]),
    ...(units.length === 0
      ? []
      : [[t('units'), units.map((unit) => unit.name).join(', ')] as const]),
    ...(contacts.length === 0
      ? []
      : [[t('contacts'), contacts.map((one) => `${one.name}, ${one.email}`).join(', ')] as const]),
  ]
}
