import { viewInquiry, withdrawInquiry, type InquiryView } from '@sotevarmenne/api/identification'
import { useParams } from 'react-router'
import { Heading, Paragraph } from 'suomifi-ui-components'
import { callApi, queryClient } from '../api/call-api.ts'
import { useApiQuery } from '../api/queries.ts'
import { Chip } from '../cards/card-facts.tsx'
import { SecondPersonRequired, WithoutResponse } from '../layout/responses.tsx'
import { ConfirmButton } from '../layout/confirm-button.tsx'
import { PageLink } from '../layout/links.tsx'
import { focusTitleAfter, PageTitle } from '../layout/page-title.tsx'
import { Actions, Facts, Panel } from '../layout/surface.tsx'
import { useAction } from '../layout/use-action.tsx'
import { useDates } from '../texts/dates.ts'
import { usePageLanguage } from '../texts/language.ts'
import { useTexts } from '../texts/index.ts'
import { identificationTexts } from './texts.ts'
import { deskTexts } from '../desk/texts.ts'
import { WhoHasIt } from '../inbox/who-has-it.tsx'
import { wordTexts } from '../texts/words.ts'
import { DecideInquiry } from './decide-inquiry.tsx'
import { useUnder } from './inquiries-page.tsx'
import { inquiryTones } from './inquiry-tones.ts'

/** One inquiry: the desk may withdraw it, a case officer decides. */
export function InquiryPage() {
  const t = useTexts(identificationTexts)
  const desk = useTexts(deskTexts)
  const words = useTexts(wordTexts)
  const under = useUnder()
  const { inquiryId = '' } = useParams()
  const query = useApiQuery(['inquiry', inquiryId], viewInquiry, { inquiryId })
  const toInquiries = <PageLink to={`${under}/inquiries`}>{t('toInquiries')}</PageLink>
  if (query.data?.ok !== true)
    return <WithoutResponse query={query} title={t('inquiry')} back={toInquiries} />
  const inquiry = query.data.value
  const keep = (changed: InquiryView): void => {
    queryClient.setQueryData(['inquiry', inquiryId], { ok: true, value: changed })
    void queryClient.invalidateQueries({ queryKey: ['inquiries'] })
    focusTitleAfter(words(`inquiryState.${changed.state}`))
  }
  const isOpen = inquiry.state === 'open'
  return (
    <>
      <PageTitle>
        {`${t('inquiry')}: ${inquiry.person.givenNames} ${inquiry.person.surname}`}
      </PageTitle>
      {under === 'operations' ? <WhoHasIt kind="identity-inquiry" itemId={inquiryId} /> : null}
      <InquiryFacts inquiry={inquiry} />
      {!isOpen || under !== 'operations' ? null : inquiry.may.includes('decide') ? (
        <DecideInquiry inquiry={inquiry} onDecided={keep} />
      ) : (
        <SecondPersonRequired />
      )}
      {isOpen && under === 'desk' ? <Withdraw inquiryId={inquiryId} onWithdrawn={keep} /> : null}
      <Actions>
        {under === 'desk' ? (
          <PageLink to="desk" state={{ personId: inquiry.person.personId }}>
            {desk('toVisitor')}
          </PageLink>
        ) : null}
        {toInquiries}
      </Actions>
    </>
  )
}

function InquiryFacts({ inquiry }: { inquiry: InquiryView }) {
  const t = useTexts(identificationTexts)
  const words = useTexts(wordTexts)
  const desk = useTexts(deskTexts)
  const language = usePageLanguage()
  const { day, time } = useDates()
  const { document } = inquiry
  const stateName = new Intl.DisplayNames([language], { type: 'region' })
  return (
    <Panel aria-label={t('inquiry')}>
      <Facts
        facts={[
          [
            desk('state'),
            <Chip key="state" $tone={inquiryTones[inquiry.state]}>
              {words(`inquiryState.${inquiry.state}`)}
            </Chip>,
          ],
          [t('whatIsRequested'), words(`inquiryKind.${inquiry.kind}`)],
          [
            t('document'),
            document &&
              `${words(`documentType.${document.documentType}`)} ${document.documentNumber}, ${
                stateName.of(document.issuingCountry) ?? document.issuingCountry
              }, ${desk('validUntil', { day: day(document.expires) })}`,
          ],
          [t('policeUnit'), inquiry.policeUnit],
          [t('observed'), inquiry.observation],
          [t('raisedAt'), time(inquiry.raisedAt)],
          [t('decidedAt'), inquiry.endedAt && time(inquiry.endedAt)],
          [t('grounds'), inquiry.grounds],
          [t('reference'), inquiry.reference],
          [t('goodUntil'), inquiry.goodUntil && day(inquiry.goodUntil)],
        ]}
      />
    </Panel>
  )
}

function Withdraw({
  inquiryId,
  onWithdrawn,
}: {
  inquiryId: string
  onWithdrawn: (inquiry: InquiryView) => void
}) {
  const t = useTexts(identificationTexts)
  const { runOnConfirm, shown } = useAction()

  const withdraw = (): Promise<() => void> =>
    runOnConfirm(() => callApi(withdrawInquiry, { inquiryId }), onWithdrawn)

  return (
    <Panel aria-labelledby="withdrawing">
      <Heading variant="h2" id="withdrawing" mb="xs">
        {t('withdraw')}
      </Heading>
      <Paragraph>{t('withdrawHelp')}</Paragraph>
      {shown}
      <Actions>
        <ConfirmButton
          label={t('withdraw')}
          title={t('withdrawConfirm')}
          text={t('withdrawHelp')}
          onYes={withdraw}
        />
      </Actions>
    </Panel>
  )
}
