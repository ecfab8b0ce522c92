import type { AccountView } from '@sotevarmenne/api/accounts'
import {
  exportOperatorVisits,
  listOperatorVisits,
  type OperatorVisitView,
} from '@sotevarmenne/api/operator-fees'
import { requestOf } from '@sotevarmenne/api/request'
import { useSearchParams } from 'react-router'
import { Dropdown, DropdownItem, Paragraph } from 'suomifi-ui-components'
import { usePages } from '../api/queries.ts'
import { FileLink, PageLink } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Row, RowList } from '../layout/row-list.tsx'
import { Actions } from '../layout/surface.tsx'
import { monthText, todayInFinland, useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { feeTexts } from '../fees/texts.ts'
import { pointTexts } from '../points/texts.ts'
import { useMoney } from '../texts/money.ts'
import { OfAccount } from './of-account.tsx'
import { usePointServices } from '../points/point-services.ts'

/**
 * The visits of a month at the points that the organisation operates, for every payer: the basis of its fees.
 */
export const OperatorVisitsPage = () => (
  <OfAccount>{(account) => <Shown account={account} />}</OfAccount>
)

function Shown({
  account: {
    organisation: { organisationId },
  },
}: {
  account: AccountView
}) {
  const t = useTexts(feeTexts)
  const points = useTexts(pointTexts)
  const [query, setQuery] = useSearchParams()
  const months = lastMonths(todayInFinland())
  const month = months.find((one) => one === query.get('month')) ?? months[0] ?? ''
  const pages = usePages(['operator-visits', organisationId, month], listOperatorVisits, {
    organisationId,
    month,
    limit: 50,
  })
  return (
    <>
      <PageTitle>{t('visitsOfMonth')}</PageTitle>
      <Paragraph mb="s">
        <PageLink to={`organisation/${organisationId}/point-fees`}>{t('pointFees')}</PageLink>
      </Paragraph>
      <Paragraph mb="s">{points('monthsFeesHelp')}</Paragraph>
      <Dropdown
        labelText={t('month')}
        value={month}
        mb="m"
        onChange={(chosen: string) => {
          setQuery({ month: chosen }, { replace: true })
        }}
      >
        {months.map((one) => (
          <DropdownItem key={one} value={one}>
            {monthText(one)}
          </DropdownItem>
        ))}
      </Dropdown>
      <RowList
        pages={pages}
        empty={t('noVisits')}
        rowsOf={({ visits }) => visits.map((visit) => <VisitRow key={visit.visitId} {...visit} />)}
      />
      <Actions>
        <FileLink
          href={requestOf(exportOperatorVisits, { organisationId, month }).url}
          download={`${month}.csv`}
        >
          {points('monthsFeesTake')}
        </FileLink>
      </Actions>
    </>
  )
}

function VisitRow({
  servedOn,
  point,
  services,
  isOwnStaff,
  feeCents,
  visitor,
  payers,
  firstPayer,
}: OperatorVisitView) {
  const t = useTexts(feeTexts)
  const points = useTexts(pointTexts)
  const { nameOf } = usePointServices()
  const { day } = useDates()
  const money = useMoney()
  return (
    <Row
      link={<strong>{`${day(servedOn)} ${visitor ?? points('forgotten')}`}</strong>}
      facts={[
        point.name,
        services.map(nameOf).join(', '),
        ...(isOwnStaff ? [t('ownStaff')] : []),
        ...payers.map(({ name }) => points('paidBy', { name })),
        ...(firstPayer ? [points('payerCorrected', { name: firstPayer.name })] : []),
      ].join(' · ')}
      state={feeCents === 0 ? points('free') : money(feeCents)}
    />
  )
}

/** The current month and those of the two years before, newest first: `YYYY-MM`. */
function lastMonths(today: string): readonly string[] {
  const [year = 0, month = 1] = today.split('-').map(Number)
  return Array.from({ length: 25 }, (_, ago) =>
    new Date(Date.UTC(year, month - 1 - ago, 1)).toISOString().slice(0, 7),
  )
}
