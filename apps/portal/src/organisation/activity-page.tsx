import { viewAccountPeople } from '@sotevarmenne/api/accounts'
import { activityKind, listActivity, type ActivityKind } from '@sotevarmenne/api/activity'
import { useState } from 'react'
import { useParams } from 'react-router'
import { Dropdown, DropdownItem, Paragraph } from 'suomifi-ui-components'
import { callApi } from '../api/call-api.ts'
import { useApiQuery } from '../api/queries.ts'
import { DeskList } from '../layout/desk-list.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Actions } from '../layout/surface.tsx'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { ActivityRow, useActivityWords } from './activity-shown.tsx'
import { activityTexts } from './activity-texts.ts'
import { BackToAccount } from './of-account.tsx'

/** What was done for the organisation, by whom and to what. */
export function ActivityPage() {
  const t = useTexts(activityTexts)
  const { time } = useDates()
  const { what, who, means, details } = useActivityWords()
  const { organisationId = '' } = useParams()
  const [kind, setKind] = useState<ActivityKind>()
  const [memberId, setMember] = useState<string>()
  const people = useApiQuery(['account-people', organisationId], viewAccountPeople, {
    organisationId,
  })
  const members = people.data?.ok === true ? people.data.value.members : []
  return (
    <>
      <PageTitle>{t('heading')}</PageTitle>
      <Paragraph mb="s">{t('lead')}</Paragraph>
      <Paragraph mb="m">{t('help')}</Paragraph>
      <DeskList
        name="activity"
        shown={[organisationId, kind, memberId].join(' ')}
        searchLabel={t('search')}
        narrowing={
          <>
            <Dropdown
              labelText={t('kindFilter')}
              value={kind ?? 'all'}
              onChange={(chosen) => {
                setKind(activityKind.options.find((one) => one === chosen))
              }}
            >
              {[
                { value: 'all', label: t('allKinds') },
                ...activityKind.options.map((value) => ({ value, label: t(`kind.${value}`) })),
              ].map(({ value, label }) => (
                <DropdownItem key={value} value={value}>
                  {label}
                </DropdownItem>
              ))}
            </Dropdown>
            <Dropdown
              labelText={t('memberFilter')}
              value={memberId ?? 'all'}
              onChange={(chosen) => {
                setMember(members.find((one) => one.memberId === chosen)?.memberId)
              }}
            >
              {[
                { value: 'all', label: t('everybody') },
                ...members.map(({ memberId: value, name }) => ({ value, label: name })),
              ].map(({ value, label }) => (
                <DropdownItem key={value} value={value}>
                  {label}
                </DropdownItem>
              ))}
            </Dropdown>
          </>
        }
        request={(page, signal) =>
          callApi(
            listActivity,
            {
              ...{ organisationId, ...page },
              ...(kind !== undefined && { kind }),
              ...(memberId !== undefined && { memberId }),
            },
            signal,
          )
        }
        entriesOf={({ activities }) => activities}
        none={t('none')}
        row={(activity) => <ActivityRow key={activity.entryId} {...{ activity, organisationId }} />}
        columns={[
          [t('when'), ({ at }) => time(at)],
          [t('what'), what],
          [t('person'), ({ person }) => person ?? ''],
          [t('details'), (activity) => details(activity).join(', ')],
          [t('who'), who],
          [t('means'), means],
          [t('entryId'), ({ entryId }) => entryId],
        ]}
      />
      <Actions>
        <BackToAccount />
      </Actions>
    </>
  )
}
