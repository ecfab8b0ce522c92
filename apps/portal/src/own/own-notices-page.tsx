import { viewOwnContact, viewOwnNotices } from '@sotevarmenne/api/notices'
import { Heading, Paragraph } from 'suomifi-ui-components'
import { useApiQuery, usePages } from '../api/queries.ts'
import { Loaded } from '../layout/responses.tsx'
import { PageLink } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Row, RowList } from '../layout/row-list.tsx'
import { Actions, Muted } from '../layout/surface.tsx'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { noticeTexts } from './notice-texts.ts'
import { ownTexts } from './texts.ts'
import { wordTexts } from '../texts/words.ts'
import { ownContactKey } from './own-contact.ts'
import { OwnAddress } from './own-address.tsx'
import { WantedNotices } from './wanted-notices.tsx'

/** Where the holder's messages go, which ones are wanted, and what was sent. */
export function OwnNoticesPage() {
  const t = useTexts(noticeTexts)
  const own = useTexts(ownTexts)
  const query = useApiQuery(ownContactKey, viewOwnContact, {})
  return (
    <>
      <PageTitle>{t('heading')}</PageTitle>
      <Paragraph mb="m">{t('lead')}</Paragraph>
      <Loaded query={query}>
        {(contact) => (
          <>
            <OwnAddress contact={contact} />
            <WantedNotices wants={contact.wants} />
          </>
        )}
      </Loaded>
      <Heading variant="h2" mt="l" mb="s">
        {t('listHeading')}
      </Heading>
      <SentNotices />
      <Actions>
        <PageLink to="own">{own('toOwnCards')}</PageLink>
      </Actions>
    </>
  )
}

function SentNotices() {
  const t = useTexts(noticeTexts)
  const words = useTexts(wordTexts)
  const { time, day: showDay } = useDates()
  const pages = usePages(['own-notices'], viewOwnNotices, {})
  return (
    <RowList
      pages={pages}
      empty={t('none')}
      rowsOf={({ notices }) =>
        notices.map(({ noticeId, kind, at, day, state }) => (
          <Row
            key={noticeId}
            link={<strong>{words(`noticeTitle.${kind}`)}</strong>}
            facts={day === undefined ? time(at) : t('onDay', { time: time(at), day: showDay(day) })}
            state={<Muted>{t(`state.${state}`)}</Muted>}
          />
        ))
      }
    />
  )
}
