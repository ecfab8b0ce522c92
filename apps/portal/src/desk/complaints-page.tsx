import {
  destroyFaultyCard,
  listComplaints,
  takeInFaultyCard,
  type ComplaintView,
} from '@sotevarmenne/api/complaints'
import { Button, Paragraph } from 'suomifi-ui-components'
import { callApi } from '../api/call-api.ts'
import { Chip } from '../cards/card-facts.tsx'
import { PageLink } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { useShow } from '../layout/use-show.tsx'
import { DeskList } from '../layout/desk-list.tsx'
import { Row } from '../layout/row-list.tsx'
import { useAction } from '../layout/use-action.tsx'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { complaintTexts } from './complaint-texts.ts'
import { deskTexts } from './texts.ts'
import { wordTexts } from '../texts/words.ts'
import { commonTexts } from '../texts/common.ts'

const shows = ['to-destroy', 'all'] as const

/** Faulty cards of the registration point: returned cards are destroyed from here under dual control. */
export function ComplaintsPage() {
  const t = useTexts(complaintTexts)
  const desk = useTexts(deskTexts)
  const { show, choice } = useShow(shows, 'to-destroy', {
    label: t('show'),
    textOf: (one) => t(`show.${one}`),
  })
  const words = useTexts(wordTexts)
  const common = useTexts(commonTexts)
  const { time } = useDates()
  return (
    <>
      <PageTitle>{t('heading')}</PageTitle>
      <Paragraph mb="m">{t('destroyHelp')}</Paragraph>
      <DeskList
        name="complaints"
        shown={show}
        narrowing={choice}
        request={(page, signal) => callApi(listComplaints, { show, ...page }, signal)}
        entriesOf={({ complaints }) => complaints}
        none={t('none')}
        row={(one, onChanged) => (
          <ComplaintRow key={one.complaintId} complaint={one} onChanged={onChanged} />
        )}
        columns={[
          [common('list.name'), ({ holder }) => `${holder.surname} ${holder.givenNames}`],
          [desk('product'), ({ card }) => words(`cardProduct.${card.product}`)],
          [t('fault'), ({ fault }) => t(`fault.${fault}`)],
          [common('list.day'), ({ createdAt }) => time(createdAt)],
          [desk('state'), ({ state }) => t(`state.${state}`)],
        ]}
      />
    </>
  )
}

function ComplaintRow({
  complaint,
  onChanged,
}: {
  complaint: ComplaintView
  onChanged: () => void
}) {
  const t = useTexts(complaintTexts)
  const words = useTexts(wordTexts)
  const { time } = useDates()
  const { card, holder, state, may, complaintId } = complaint
  return (
    <Row
      link={
        <PageLink
          to={`desk/cards/${card.cardId}`}
        >{`${holder.surname} ${holder.givenNames}`}</PageLink>
      }
      facts={[
        time(complaint.createdAt),
        words(`cardProduct.${card.product}`),
        t('cardEnding', { digits: card.lastDigits }),
        t(`fault.${complaint.fault}`),
      ].join(' · ')}
      state={
        <>
          <Chip $tone={state === 'destroyed' ? 'good' : 'waiting'}>{t(`state.${state}`)}</Chip>{' '}
          {may.map((operation) => (
            <Sign
              key={operation}
              operation={operation}
              complaintId={complaintId}
              onDone={onChanged}
            />
          ))}
        </>
      }
    />
  )
}

function Sign({
  operation,
  complaintId,
  onDone,
}: {
  operation: ComplaintView['may'][number]
  complaintId: string
  onDone: () => void
}) {
  const t = useTexts(complaintTexts)
  const { run, isActing, shown } = useAction()

  const sign = (): Promise<void> =>
    run(
      () =>
        callApi(operation === 'destroy' ? destroyFaultyCard : takeInFaultyCard, { complaintId }),
      onDone,
    )

  return (
    <>
      <Button variant="secondary" disabled={isActing} onClick={() => void sign()}>
        {t(operation === 'destroy' ? 'destroy' : 'takeIn')}
      </Button>
      {shown}
    </>
  )
}
