import type { ActivityShown } from '@sotevarmenne/api/activity'
import { PageLink } from '../layout/links.tsx'
import { Row } from '../layout/row-list.tsx'
import { useDates } from '../texts/dates.ts'
import { usePageLanguage } from '../texts/language.ts'
import { useMoney } from '../texts/money.ts'
import { useTexts } from '../texts/index.ts'
import { activityNames, activityTexts } from './activity-texts.ts'

/** The page of each thing in the account. */
const pages = {
  application: 'certificates',
  approval: 'approvals',
  case: 'cases',
  document: 'agreements',
  invoice: 'invoices',
  registrarApplication: 'registrars',
  webhook: 'webhooks',
} as const satisfies {
  readonly [Kind in NonNullable<ActivityShown['subject']>['kind']]: string
}

/** What the page and the file say of an activity. */
export function useActivityWords() {
  const t = useTexts(activityTexts)
  const language = usePageLanguage()
  const money = useMoney()
  const { day } = useDates()
  return {
    what: ({ type }: ActivityShown): string => activityNames[type][language],
    who: ({ by }: ActivityShown): string =>
      'name' in by && by.name !== undefined
        ? by.name
        : by.kind === 'member'
          ? ''
          : t(`by.${by.kind}`),
    means: ({ by }: ActivityShown): string =>
      'point' in by && by.point !== undefined ? by.point : t(`means.${by.kind}`),
    /** What it was done to, beside the person. */
    details: ({ named, count, cents, day: set, cardNumber }: ActivityShown): string[] => [
      ...named,
      ...(cardNumber === undefined ? [] : [t('cardNumber', { number: cardNumber })]),
      ...(count === undefined ? [] : [t('countOf', { count })]),
      ...(cents === undefined ? [] : [money(cents)]),
      ...(set === undefined ? [] : [day(set)]),
    ],
  }
}

/** One activity: what happened, with a link to what it happened to; then who did it, how and when. */
export function ActivityRow({
  activity,
  organisationId,
}: {
  activity: ActivityShown
  organisationId: string
}) {
  const t = useTexts(activityTexts)
  const { time } = useDates()
  const { what, who, means, details } = useActivityWords()
  const { subject, person } = activity
  const name = what(activity)
  const facts = [
    ...(person === undefined ? [] : [t('concerns', { name: person })]),
    ...details(activity),
  ]
  return (
    <Row
      link={
        subject === undefined ? (
          <strong>{name}</strong>
        ) : (
          <PageLink to={`organisation/${organisationId}/${pages[subject.kind]}/${subject.id}`}>
            {name}
          </PageLink>
        )
      }
      facts={
        <>
          {facts.length === 0 ? null : <div>{facts.join(' · ')}</div>}
          <div>{[time(activity.at), who(activity), means(activity)].join(' · ')}</div>
        </>
      }
      state={null}
    />
  )
}
