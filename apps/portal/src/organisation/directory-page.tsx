import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import {
  listDirectoryUsers,
  type DirectoryFailureView,
  type DirectoryUserView,
} from '@sotevarmenne/api/scim'
import { useParams } from 'react-router'
import { Heading, Paragraph } from 'suomifi-ui-components'
import { callApi } from '../api/call-api.ts'
import { Chip } from '../cards/card-facts.tsx'
import { CopyableWord } from '../layout/copyable.tsx'
import { DeskList } from '../layout/desk-list.tsx'
import { PageLink } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Row, Rows } from '../layout/row-list.tsx'
import { StateFilter, useStateFilter } from '../layout/state-filter.tsx'
import { Actions, Facts } from '../layout/surface.tsx'
import { commonTexts } from '../texts/common.ts'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { usePageLanguage } from '../texts/language.ts'
import { directoryTexts } from './directory-texts.ts'
import { BackToAccount } from './of-account.tsx'

const tones = {
  'pending-order': 'waiting',
  card: 'good',
  professional: 'good',
  nothing: 'neutral',
  ending: 'waiting',
  inactive: 'neutral',
} as const

const choices = ['active', 'inactive'] as const

/** What the directory of an organisation has sent, and what could not be done (R519). */
export function DirectoryPage() {
  const t = useTexts(directoryTexts)
  const common = useTexts(commonTexts)
  const { day, dayOf } = useDates()
  const { organisationId = '' } = useParams()
  const { state, choose } = useStateFilter(choices)
  const isActive = state === undefined ? {} : { isActive: state === 'active' }
  return (
    <>
      <PageTitle>{t('heading')}</PageTitle>
      <Paragraph mb="m">{t('lead')}</Paragraph>
      <Actions style={{ marginBottom: 20 }}>
        <PageLink to={`organisation/${organisationId}/api-keys`}>{t('keys')}</PageLink>
        <PageLink to={`organisation/${organisationId}/employment-ends`}>{t('endsHelp')}</PageLink>
      </Actions>
      <DeskList
        name="directory-users"
        shown={[organisationId, state].join(' ')}
        searchLabel={t('search')}
        narrowing={
          <StateFilter
            state={state}
            onChoose={choose}
            choices={choices.map((value) => ({ value, label: t(value) }))}
          />
        }
        request={(page, signal) =>
          callApi(listDirectoryUsers, { organisationId, ...isActive, ...page }, signal)
        }
        above={(_shown, _onChanged, { first }) =>
          first === undefined ? null : <Summary summary={first} />
        }
        entriesOf={({ users }) => users}
        none={t('none')}
        row={(user) => (
          <Row
            key={user.userId}
            link={user.name ?? user.userName}
            facts={[
              ...(user.name === undefined ? [] : [user.userName]),
              ...(user.lastDay === undefined ? [] : [t('lastDayIs', { day: day(user.lastDay) })]),
              t('changedOn', { day: dayOf(user.changedAt) }),
            ].join(' · ')}
            state={<Chip $tone={tones[user.state]}>{t(`state.${user.state}`)}</Chip>}
          />
        )}
        columns={[
          [common('list.name'), ({ name = '' }: DirectoryUserView) => name],
          [t('userName'), ({ userName }) => userName],
          [common('list.state'), (user) => t(`state.${user.state}`)],
          [t('lastDay'), ({ lastDay }) => (lastDay === undefined ? '' : day(lastDay))],
          [t('changed'), ({ changedAt }) => dayOf(changedAt)],
        ]}
      />
      <Actions>
        <BackToAccount />
      </Actions>
    </>
  )
}

function Summary({ summary }: { summary: ResponseOf<typeof listDirectoryUsers> }) {
  const t = useTexts(directoryTexts)
  const { time } = useDates()
  const { baseAddress, lastRequestAt, counts, failures } = summary
  return (
    <>
      <Facts
        facts={[
          [t('address'), <CopyableWord key="address" name={t('address')} text={baseAddress} />],
          [t('lastRequest'), lastRequestAt === undefined ? t('noRequest') : time(lastRequestAt)],
          ...(['active', 'inactive', 'ending', 'failed'] as const).map(
            (which) => [t(which), String(counts[which])] as const,
          ),
        ]}
      />
      {failures.length === 0 ? null : <Failures failures={failures} />}
    </>
  )
}

function Failures({ failures }: { failures: readonly DirectoryFailureView[] }) {
  const t = useTexts(directoryTexts)
  const language = usePageLanguage()
  const { time } = useDates()
  return (
    <section aria-labelledby="failures" style={{ marginBottom: 24 }}>
      <Heading variant="h2" id="failures" mb="s">
        {t('failures')}
      </Heading>
      <Paragraph mb="s">{t('failuresHelp')}</Paragraph>
      <Rows>
        {failures.map(({ userName, attribute, at, reason: { title, advice } }) => (
          <Row
            key={userName}
            link={userName}
            facts={[
              ...(attribute === undefined ? [] : [attribute]),
              title[language],
              ...(advice === undefined ? [] : [advice[language]]),
            ].join(' · ')}
            state={time(at)}
          />
        ))}
      </Rows>
    </section>
  )
}
