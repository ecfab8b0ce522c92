import { listInquiries } from '@sotevarmenne/api/identification'
import { useLocation } from 'react-router'
import { callApi } from '../api/call-api.ts'
import { Chip } from '../cards/card-facts.tsx'
import { PageLink } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { useShow } from '../layout/use-show.tsx'
import { DeskList } from '../layout/desk-list.tsx'
import { Row } from '../layout/row-list.tsx'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { identificationTexts } from './texts.ts'
import { wordTexts } from '../texts/words.ts'
import { commonTexts } from '../texts/common.ts'
import { deskTexts } from '../desk/texts.ts'
import { inquiryTones } from './inquiry-tones.ts'

const shows = ['open', 'ended'] as const

/** Inquiries about visitors' identity, newest first: a desk sees those of its point, the office all. */
export function InquiriesPage() {
  const t = useTexts(identificationTexts)
  const words = useTexts(wordTexts)
  const common = useTexts(commonTexts)
  const desk = useTexts(deskTexts)
  const { time } = useDates()
  const { show, choice } = useShow(shows, 'open', {
    label: t('show'),
    textOf: (one) => t(`show.${one}`),
  })
  const under = useUnder()
  return (
    <>
      <PageTitle>{t('inquiriesHeading')}</PageTitle>
      <DeskList
        name="inquiries"
        shown={show}
        narrowing={choice}
        request={(page, signal) => callApi(listInquiries, { show, ...page }, signal)}
        entriesOf={({ inquiries }) => inquiries}
        none={t('none')}
        row={({ inquiryId, person, kind, state, raisedAt }) => (
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
        )}
        columns={[
          [common('list.name'), ({ person }) => `${person.surname} ${person.givenNames}`],
          [common('list.kind'), ({ kind }) => words(`inquiryKind.${kind}`)],
          [common('list.day'), ({ raisedAt }) => time(raisedAt)],
          [desk('state'), ({ state }) => words(`inquiryState.${state}`)],
        ]}
      />
    </>
  )
}

/** The same pages serve the desk and the office. */
export const useUnder = (): 'desk' | 'operations' =>
  useLocation().pathname.includes('/operations/') ? 'operations' : 'desk'
