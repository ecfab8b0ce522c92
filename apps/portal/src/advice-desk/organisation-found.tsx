import type { AdviceOrganisationView, lookUpForCaller } from '@sotevarmenne/api/advice-desk'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import { Button, Heading, InlineAlert, Paragraph } from 'suomifi-ui-components'
import { Chip, type Tone } from '../cards/card-facts.tsx'
import { Row, Rows } from '../layout/row-list.tsx'
import { Facts } from '../layout/surface.tsx'
import { organisationTexts } from '../office/organisation-texts.ts'
import { accountTexts } from '../organisation/account-texts.ts'
import { employeeCardTexts } from '../organisation/employee-card-texts.ts'
import { preparedOrderTexts } from '../organisation/prepared-order-texts.ts'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { wordTexts } from '../texts/words.ts'
import { adviceTexts } from './texts.ts'

/** Whether it may order cards, whom to ask there, and what waits for it. */
export function OrganisationFound({ organisation }: { organisation: AdviceOrganisationView }) {
  const t = useTexts(adviceTexts)
  const office = useTexts(organisationTexts)
  const isInForce = organisation.agreements.some(
    ({ kind, standing }) => kind === 'agreement' && standing === 'in-force',
  )
  return (
    <>
      <Heading variant="h2" mt="l" id="found">
        {organisation.name}
      </Heading>
      <Facts
        facts={[
          [office('businessId'), organisation.businessId],
          [office('customerNumber'), organisation.customerNumber],
          [office('kind'), office(`kind.${organisation.type}`)],
        ]}
      />
      <InlineAlert status={isInForce ? 'neutral' : 'warning'} smallScreen>
        {t(isInForce ? 'inForce' : 'notInForce')}
      </InlineAlert>
      <Agreements organisation={organisation} />
      <People organisation={organisation} />
      <Tasks organisation={organisation} />
      <Prepared organisation={organisation} />
    </>
  )
}

type Part = { organisation: AdviceOrganisationView }

const tones: Record<AdviceOrganisationView['agreements'][number]['standing'], Tone> = {
  'in-force': 'good',
  'not-approved': 'waiting',
  'not-begun': 'waiting',
  ended: 'neutral',
}

function Agreements({ organisation: { agreements } }: Part) {
  const t = useTexts(adviceTexts)
  const office = useTexts(organisationTexts)
  const { day } = useDates()
  return (
    <>
      <Heading variant="h3" mt="l" mb="s">
        {office('agreements')}
      </Heading>
      {agreements.length === 0 ? (
        <Paragraph>{office('noAgreements')}</Paragraph>
      ) : (
        <Rows>
          {agreements.map(({ kind, standing, validFrom, validTo }, index) => (
            <Row
              key={`${kind} ${validFrom} ${String(index)}`}
              link={<strong>{office(`document.${kind}`)}</strong>}
              facts={
                validTo === undefined
                  ? t('from', { from: day(validFrom) })
                  : t('fromTo', { from: day(validFrom), to: day(validTo) })
              }
              state={<Chip $tone={tones[standing]}>{office(`standing.${standing}`)}</Chip>}
            />
          ))}
        </Rows>
      )}
    </>
  )
}

function People({ organisation: { contacts, members } }: Part) {
  const t = useTexts(adviceTexts)
  const account = useTexts(accountTexts)
  const words = useTexts(wordTexts)
  return (
    <>
      <Heading variant="h3" mt="l" mb="s">
        {t('people')}
      </Heading>
      {contacts.length + members.length === 0 ? (
        <Paragraph>{t('noPeople')}</Paragraph>
      ) : (
        <Rows>
          {members.map(({ name, role }, index) => (
            <Row
              key={`${name} ${String(index)}`}
              link={<strong>{name}</strong>}
              facts={account(`role.${role}`)}
              state={null}
            />
          ))}
          {contacts.map(({ name, language }, index) => (
            <Row
              key={`${name} ${String(index)}`}
              link={<strong>{name}</strong>}
              facts={`${t('contact')} · ${words(`language.${language}`)}`}
              state={null}
            />
          ))}
        </Rows>
      )}
    </>
  )
}

function Tasks({ organisation: { tasks } }: Part) {
  const t = useTexts(adviceTexts)
  const cards = useTexts(employeeCardTexts)
  const prepared = useTexts(preparedOrderTexts)
  const { day } = useDates()
  const lines = [
    ...(tasks.agreementEndsOn === undefined
      ? []
      : [t('agreementEnds', { day: day(tasks.agreementEndsOn) })]),
    ...(tasks.drafts === 0 ? [] : [prepared('drafts', { count: tasks.drafts })]),
    ...(tasks.endingCards === 0 ? [] : [cards('endingCount', { count: tasks.endingCards })]),
  ]
  return (
    <>
      <Heading variant="h3" mt="l" mb="s">
        {t('tasks')}
      </Heading>
      {lines.length === 0 ? (
        <Paragraph>{t('noTasks')}</Paragraph>
      ) : (
        <ul>
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
    </>
  )
}

function Prepared({ organisation: { preparedOrders } }: Part) {
  const prepared = useTexts(preparedOrderTexts)
  const states = ['waits', 'used', 'withdrawn', 'lapsed'] as const
  return (
    <>
      <Heading variant="h3" mt="l" mb="s">
        {prepared('heading')}
      </Heading>
      <Facts facts={states.map((state) => [prepared(`state.${state}`), preparedOrders[state]])} />
    </>
  )
}

type Several = Extract<ResponseOf<typeof lookUpForCaller>, { kind: 'organisations' }>

/** Several have the name: the adviser asks the caller which. */
export function OrganisationsFound({
  found,
  onChosen,
}: {
  found: Several
  onChosen: (businessId: string) => void
}) {
  const t = useTexts(adviceTexts)
  return (
    <>
      <Heading variant="h2" mt="l" mb="s" id="found">
        {t('several')}
      </Heading>
      <Rows>
        {found.organisations.map(({ organisationId, name, businessId, customerNumber }) => (
          <Row
            key={organisationId}
            link={<strong>{name}</strong>}
            facts={`${businessId} · ${customerNumber}`}
            state={
              <Button
                variant="secondary"
                aria-label={`${t('find')}: ${name}`}
                onClick={() => {
                  onChosen(businessId)
                }}
              >
                {t('find')}
              </Button>
            }
          />
        ))}
      </Rows>
      {found.isCut ? <Paragraph mt="s">{t('cut')}</Paragraph> : null}
    </>
  )
}
