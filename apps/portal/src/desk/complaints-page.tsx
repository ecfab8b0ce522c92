import {
  destroyFaultyCard,
  listComplaints,
  takeInFaultyCard,
  type ComplaintView,
} from '@sotevarmenne/api/complaints'
import { useSearchParams } from 'react-router'
import { Button, Dropdown, DropdownItem, Paragraph } from 'suomifi-ui-components'
import { callApi } from '../api/call-api.ts'
import { usePages } from '../api/queries.ts'
import { Chip } from '../cards/card-facts.tsx'
import { PageLink } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Row, RowList } from '../layout/row-list.tsx'
import { useAction } from '../layout/use-action.tsx'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'

const shows = ['to-destroy', 'all'] as const

/** Faulty cards of the registration point: returned cards are destroyed from here under dual control. */
export function ComplaintsPage() {
  const t = useTexts('complaints')
  const [query, setQuery] = useSearchParams()
  const show = shows.find((one) => one === query.get('show')) ?? 'to-destroy'
  const pages = usePages(['complaints', show], listComplaints, { show })
  return (
    <>
      <PageTitle>{t('heading')}</PageTitle>
      <Paragraph mb="m">{t('destroyHelp')}</Paragraph>
      <Dropdown
        labelText={t('show')}
        value={show}
        onChange={(chosen) => {
          setQuery({ show: chosen }, { replace: true })
        }}
        mb="m"
      >
        {shows.map((value) => (
          <DropdownItem key={value} value={value}>
            {t(`show.${value}`)}
          </DropdownItem>
        ))}
      </Dropdown>
      <RowList
        pages={pages}
        empty={t('none')}
        rowsOf={({ complaints }) =>
          complaints.map((one) => (
            <ComplaintRow
              key={one.complaintId}
              complaint={one}
              onChanged={() => void pages.refetch()}
            />
          ))
        }
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
  const t = useTexts('complaints')
  const words = useTexts('words')
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
  const t = useTexts('complaints')
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
