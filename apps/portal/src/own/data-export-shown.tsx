import { viewOwnSessions } from '@sotevarmenne/api/authentication'
import { viewOwnAccounts } from '@sotevarmenne/api/accounts'
import { viewOwnAuditLog } from '@sotevarmenne/api/audit'
import { viewOwnCards } from '@sotevarmenne/api/cards'
import { viewOwnContact, viewOwnNotices } from '@sotevarmenne/api/notices'
import { viewPhoto } from '@sotevarmenne/api/orders'
import { viewOwnOrders } from '@sotevarmenne/api/renewals'
import { viewOwnSpareCards } from '@sotevarmenne/api/spare-cards'
import { viewOwnCase } from '@sotevarmenne/api/cases'
import type { ReactNode } from 'react'
import { Heading } from 'suomifi-ui-components'
import { CardFacts } from '../cards/card-facts.tsx'
import { CardTimeline } from '../cards/card-timeline.tsx'
import { addressLine } from '../forms/address-line.ts'
import { Row, Rows } from '../layout/row-list.tsx'
import { Facts, Panel } from '../layout/surface.tsx'
import { useDates } from '../texts/dates.ts'
import { usePageLanguage } from '../texts/language.ts'
import { useTexts } from '../texts/index.ts'
import { ownTexts } from './texts.ts'
import { wordTexts } from '../texts/words.ts'
import { caseTexts } from '../cases/texts.ts'
import { noticeTexts } from './notice-texts.ts'
import { spareCardTexts } from '../desk/spare-card-texts.ts'
import { commonTexts } from '../texts/common.ts'
import { CaseShown } from '../cases/case-shown.tsx'
import { useOperationName } from '../audit-log/operation-name.ts'
import { useReasonName } from '../audit-log/reason-name.ts'
import { responsesTo, personIn, type DataExport } from './data-export.ts'

/** The data export in words, each part under its own heading: to read, and to print. */
export function DataExportShown({ data }: { data: DataExport }) {
  const t = useTexts(ownTexts)
  const words = useTexts(wordTexts)
  const cases = useTexts(caseTexts)
  const notices = useTexts(noticeTexts)
  const spare = useTexts(spareCardTexts)
  const common = useTexts(commonTexts)
  const operationName = useOperationName()
  const reasonName = useReasonName()
  const language = usePageLanguage()
  const { day, time } = useDates()
  return (
    <>
      <Person data={data} />
      {responsesTo(data, viewOwnCards)
        .flatMap(({ cards }) => cards)
        .map((card) => (
          <Panel as="article" key={card.cardId} aria-labelledby={`card-${card.cardId}`}>
            <Heading variant="h2" id={`card-${card.cardId}`} mb="s">
              {`${words(`cardProduct.${card.product}`)}: ${card.title[language]}`}
            </Heading>
            <CardFacts card={card} />
            <CardTimeline card={card} />
          </Panel>
        ))}
      <Part id="orders" heading={t('dataOrders')}>
        {responsesTo(data, viewOwnOrders)
          .flatMap(({ orders }) => orders)
          .map(({ orderId, product, state, title, draftedAt, validTo }) => (
            <Row
              key={orderId}
              link={`${words(`cardProduct.${product}`)}: ${title[language]}`}
              facts={`${orderId} · ${time(draftedAt)} · ${day(validTo)}`}
              state={words(`orderState.${state}`)}
            />
          ))}
      </Part>
      {responsesTo(data, viewPhoto).map(({ image }) => (
        <Panel as="article" key={image.slice(-32)} aria-label={t('dataPhoto')}>
          <img src={`data:image/jpeg;base64,${image}`} alt={t('dataPhoto')} width={160} />
        </Panel>
      ))}
      <Part id="spare-cards" heading={spare('one')}>
        {responsesTo(data, viewOwnSpareCards)
          .flatMap(({ spareCards }) => spareCards)
          .map(({ spareCardId, cardNumber, startedAt, returnBy }) => (
            <Row
              key={spareCardId}
              link={cardNumber}
              facts={time(startedAt)}
              state={spare('ownHelp', { day: day(returnBy) })}
            />
          ))}
      </Part>
      <Part id="notices" heading={notices('heading')}>
        {[
          ...responsesTo(data, viewOwnContact).flatMap(({ address, unconfirmed }) =>
            [address, unconfirmed?.address].flatMap((one) =>
              one === undefined
                ? []
                : [<Row key={one} link={one} facts={notices('addressHeading')} state={null} />],
            ),
          ),
          ...responsesTo(data, viewOwnNotices)
            .flatMap(({ notices: sent }) => sent)
            .map(({ noticeId, kind, at, state }) => (
              <Row
                key={noticeId}
                link={words(`noticeTitle.${kind}`)}
                facts={time(at)}
                state={notices(`state.${state}`)}
              />
            )),
        ]}
      </Part>
      {responsesTo(data, viewOwnCase).map((supportCase) => (
        <article key={supportCase.caseId} aria-labelledby={`case-${supportCase.caseId}`}>
          <Heading variant="h2" id={`case-${supportCase.caseId}`} mt="m">
            {`${cases(`kind.${supportCase.kind}`)}: ${supportCase.subject}`}
          </Heading>
          <CaseShown supportCase={supportCase} />
        </article>
      ))}
      <Part id="accounts" heading={common('forOrganisation')}>
        {responsesTo(data, viewOwnAccounts)
          .flatMap(({ accounts }) => accounts)
          .map(({ organisationId, name, businessId }) => (
            <Row key={organisationId} link={name} facts={businessId} state={null} />
          ))}
      </Part>
      <Part id="sessions" heading={t('sessionsHeading')}>
        {responsesTo(data, viewOwnSessions)
          .flatMap(({ sessions }) => sessions)
          .map(({ sessionId, signIn, openedAt, lastUsedAt }) => (
            <Row
              key={sessionId}
              link={t(`session.${signIn.method}`)}
              facts={t('sessionTimes', { opened: time(openedAt), used: time(lastUsedAt) })}
              state={null}
            />
          ))}
      </Part>
      <Part id="audit-log" heading={t('auditLogHeading')}>
        {responsesTo(data, viewOwnAuditLog)
          .flatMap(({ entries }) => entries)
          .map(({ entry, position }) => (
            <Row
              key={entry.entryId}
              link={operationName(entry.operation)}
              facts={`${time(entry.at)} · ${reasonName(entry.reason)}`}
              state={t('auditPosition', { position: String(position) })}
            />
          ))}
      </Part>
    </>
  )
}

function Person({ data }: { data: DataExport }) {
  const t = useTexts(ownTexts)
  const words = useTexts(wordTexts)
  const { time } = useDates()
  const known = personIn(data)
  if (known === undefined) return null
  const { person, agreements } = known
  const { address } = person
  return (
    <Panel aria-labelledby="person">
      <Heading variant="h2" id="person" mb="s">
        {t('dataPerson')}
      </Heading>
      <Facts
        facts={[
          [t('dataName'), `${person.givenNames} ${person.surname}`],
          [t('dataIdentityCode'), person.identityCode],
          [t('dataLanguage'), words(`language.${person.language}`)],
          [
            t('dataAddress'),
            person.nonDisclosure ? t('dataNonDisclosure') : address && addressLine(address),
          ],
          [t('dataConfirmed'), time(person.confirmedAt)],
          ...agreements.flatMap(({ orderId, identification, letterTo }) => [
            [
              `${t('dataDocument')} (${orderId.slice(0, 8)})`,
              identification?.documentNumber,
            ] as const,
            [
              `${t('dataLetter')} (${orderId.slice(0, 8)})`,
              letterTo === 'registration-point' ? t('dataLetterToPoint') : addressLine(letterTo),
            ] as const,
          ]),
        ]}
      />
    </Panel>
  )
}

/** Renders nothing when it is empty. */
function Part({
  id,
  heading,
  children,
}: {
  id: string
  heading: string
  children: readonly ReactNode[]
}) {
  if (children.length === 0) return null
  return (
    <Panel aria-labelledby={`data-${id}`}>
      <Heading variant="h2" id={`data-${id}`} mb="s">
        {heading}
      </Heading>
      <Rows>{children}</Rows>
    </Panel>
  )
}
