import { listActivity } from '@sotevarmenne/api/activity'
import { Heading, Paragraph } from 'suomifi-ui-components'
import { useApiQuery } from '../api/queries.ts'
import { Fetching, ProblemShown, Unreachable } from '../layout/responses.tsx'
import { PageLink } from '../layout/links.tsx'
import { Rows } from '../layout/row-list.tsx'
import { useTexts } from '../texts/index.ts'
import { ActivityRow } from './activity-shown.tsx'
import { activityTexts } from './activity-texts.ts'

/** On the first page of an account: more are on the page of their own. */
const shown = 5

/** The latest of what was done for the organisation. */
export function RecentActivity({ organisationId }: { organisationId: string }) {
  const t = useTexts(activityTexts)
  return (
    <>
      <Heading variant="h2" mt="l" mb="s">
        {t('recent')}
      </Heading>
      <Latest organisationId={organisationId} />
      <Paragraph mt="s">
        <PageLink to={`organisation/${organisationId}/activity`}>{t('all')}</PageLink>
      </Paragraph>
    </>
  )
}

function Latest({ organisationId }: { organisationId: string }) {
  const t = useTexts(activityTexts)
  const { data, isLoadingError, refetch } = useApiQuery(
    ['recent-activity', organisationId],
    listActivity,
    { organisationId, limit: shown },
  )
  if (isLoadingError) return <Unreachable onRetry={() => void refetch()} />
  if (data === undefined) return <Fetching />
  if (!data.ok) return <ProblemShown problem={data.refusal} />
  const { activities } = data.value
  if (activities.length === 0) return <Paragraph>{t('noneYet')}</Paragraph>
  return (
    <Rows>
      {activities.map((activity) => (
        <ActivityRow key={activity.entryId} {...{ activity, organisationId }} />
      ))}
    </Rows>
  )
}
