import { listInquiries } from '@sotevarmenne/api/identification'
import { useLocation, useSearchParams } from 'react-router'
import { Dropdown, DropdownItem } from 'suomifi-ui-components'
import { usePages } from '../api/queries.ts'
import { Chip } from '../cards/card-facts.tsx'
import { PageLink } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Row, RowList } from '../layout/row-list.tsx'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { inquiryTones } from './inquiry-tones.ts'

/** Inquiries about visitors' identity, newest first: a desk sees those of its point, the office all. */
export function InquiriesPage() {
  const t = useTexts('identification')
  const words = useTexts('words')
  const { time } = useDates()
  const [query, setQuery] = useSearchParams()
  const show = query.get('show') === 'ended' ? 'ended' : 'open'
  const under = useUnder()
  const pages = usePages(['inquiries', show], listInquiries, { show })
  return (
    <>
      <PageTitle>{t('inquiriesHeading')}</PageTitle>
      <Dropdown
        labelText={t('show')}
        value={show}
        onChange={(chosen) => {
          setQuery(chosen === 'open' ? {} : { show: chosen }, { replace: true })
        }}
        mb="m"
      >
        {(['open', 'ended'] as const).map((value) => (
          <DropdownItem key={value} value={value}>
            {t(`show.${value}`)}
          </DropdownItem>
        ))}
      </Dropdown>
      <RowList
        pages={pages}
        empty={t('none')}
        rowsOf={({ inquiries }) =>
          inquiries.map(({ inquiryId, person, kind, state, raisedAt }) => (
            <Row
              key={inquiryId}
              link={
                <PageLink to={`${under}/inquiries/${inquiryId}`}>
                  {`${person.surname} ${person.givenNames}`}
                </PageLink>
              }
              facts={`${words(`inquiryKind.${kind}`)} · ${time(raisedAt)}`}
              state={<Chip $tone={inquiryTones[state]}>{words(`inquiryState.${state}`)}</Chip>}
            />
          ))
        }
      />
    </>
  )
}

/** The same pages serve the desk and the office. */
export const useUnder = (): 'desk' | 'operations' =>
  useLocation().pathname.includes('/operations/') ? 'operations' : 'desk'
