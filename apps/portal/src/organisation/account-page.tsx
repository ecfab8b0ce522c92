import type { AccountView } from '@sotevarmenne/api/accounts'
import { Heading, InlineAlert } from 'suomifi-ui-components'
import { PageLink } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Actions, Facts, Panel } from '../layout/surface.tsx'
import { useTexts, type Translate } from '../texts/index.ts'
import { accountTexts } from './account-texts.ts'
import { certificateTexts } from '../service-certificates/texts.ts'
import { feeTexts } from '../fees/texts.ts'
import { caseTexts } from '../cases/texts.ts'
import { agreementTexts } from '../agreements/texts.ts'
import { apiKeyTexts } from './api-key-texts.ts'
import { webhookTexts } from './webhook-texts.ts'
import { directoryTexts } from './directory-texts.ts'
import { employeeCardTexts } from './employee-card-texts.ts'
import { employmentEndTexts } from './employment-end-texts.ts'
import { pointPriceTexts } from '../points/price-texts.ts'
import { preparedOrderTexts } from './prepared-order-texts.ts'
import { registrarTexts } from '../registrars/texts.ts'
import { testCardTexts } from './test-card-texts.ts'
import { OfAccount } from './of-account.tsx'
import { RecentActivity } from './recent-activity.tsx'
import { AccountFigures } from './account-figures.tsx'
import { NextTasks } from './next-tasks.tsx'

/** Everything of one organisation in one place. */
export const AccountPage = () => <OfAccount>{(account) => <Shown account={account} />}</OfAccount>

function Shown({ account }: { account: AccountView }) {
  const t = useTexts(accountTexts)
  const certificates = useTexts(certificateTexts)
  const fees = useTexts(feeTexts)
  const cases = useTexts(caseTexts)
  const agreements = useTexts(agreementTexts)
  const employeeCards = useTexts(employeeCardTexts)
  const prepared = useTexts(preparedOrderTexts)
  const ends = useTexts(employmentEndTexts)
  const apiKeys = useTexts(apiKeyTexts)
  const webhooks = useTexts(webhookTexts)
  const directory = useTexts(directoryTexts)
  const registrars = useTexts(registrarTexts)
  const testCards = useTexts(testCardTexts)
  const pointPrices = useTexts(pointPriceTexts)
  const { organisation, role, hasSignatory } = account
  const { organisationId } = organisation
  const reads = account.actions.includes('read')
  return (
    <>
      <PageTitle>{organisation.name}</PageTitle>
      <Panel aria-label={organisation.name}>
        <Facts
          facts={[
            [t('yourRole'), t(`role.${role}`)],
            [t('businessId'), organisation.businessId],
            [t('customerNumber'), organisation.customerNumber],
            ['OID', organisation.oid],
            [
              t('units'),
              organisation.units.length === 0 ? undefined : shortly(organisation.units, t),
            ],
          ]}
        />
      </Panel>
      {organisation.contacts.length === 0 ? (
        <InlineAlert status="warning" labelText={t('noContacts')} mb="s">
          {t('noContactsHelp')}
        </InlineAlert>
      ) : null}
      {hasSignatory ? null : (
        <InlineAlert status="warning" labelText={t('noSignatory')} mb="s">
          {t('noSignatoryHelp')}
        </InlineAlert>
      )}
      <NextTasks account={account} />
      <AccountFigures account={account} />
      {account.actions.includes('readPeople') ? (
        <RecentActivity organisationId={organisationId} />
      ) : null}
      <Heading variant="h2" mt="l" mb="s">
        {t('facts')}
      </Heading>
      <PageLink to={`organisation/${organisationId}/facts`}>{t('factsOpen')}</PageLink>
      {reads ? (
        <>
          <Heading variant="h2" mt="l" mb="s">
            {employeeCards('heading')}
          </Heading>
          <PageLink to={`organisation/${organisationId}/cards`}>{employeeCards('open')}</PageLink>
          <Heading variant="h2" mt="l" mb="s">
            {prepared('heading')}
          </Heading>
          <PageLink to={`organisation/${organisationId}/prepared-orders`}>
            {prepared('open')}
          </PageLink>
          <Heading variant="h2" mt="l" mb="s">
            {ends('heading')}
          </Heading>
          <PageLink to={`organisation/${organisationId}/employment-ends`}>{ends('open')}</PageLink>
          <Heading variant="h2" mt="l" mb="s">
            {directory('heading')}
          </Heading>
          <PageLink to={`organisation/${organisationId}/directory`}>{directory('open')}</PageLink>
          <Heading variant="h2" mt="l" mb="s">
            {registrars('heading')}
          </Heading>
          <PageLink to={`organisation/${organisationId}/registrars`}>{registrars('open')}</PageLink>
          <Heading variant="h2" mt="l" mb="s">
            {certificates('heading')}
          </Heading>
          <PageLink to={`organisation/${organisationId}/certificates`}>
            {certificates('all')}
          </PageLink>
          <Heading variant="h2" mt="l" mb="s">
            {testCards('heading')}
          </Heading>
          <PageLink to={`organisation/${organisationId}/test-cards`}>{testCards('all')}</PageLink>
        </>
      ) : null}
      <Heading variant="h2" mt="l" mb="s">
        {fees('heading')}
      </Heading>
      <PageLink to={`organisation/${organisationId}/fees`}>{fees('own')}</PageLink>
      <Heading variant="h2" mt="l" mb="s">
        {pointPrices('heading')}
      </Heading>
      <PageLink to={`organisation/${organisationId}/point-prices`}>{pointPrices('open')}</PageLink>
      {reads ? (
        <>
          <Heading variant="h2" mt="l" mb="s">
            {agreements('heading')}
          </Heading>
          <PageLink to={`organisation/${organisationId}/agreements`}>{agreements('open')}</PageLink>
          <Heading variant="h2" mt="l" mb="s">
            {cases('heading')}
          </Heading>
          <PageLink to={`organisation/${organisationId}/cases`}>{cases('ofOrganisation')}</PageLink>
        </>
      ) : null}
      <Heading variant="h2" mt="l" mb="s">
        {t('people')}
      </Heading>
      <PageLink to={`organisation/${organisationId}/people`}>{t('peopleOpen')}</PageLink>
      {account.actions.includes('readPeople') ? (
        <>
          <Heading variant="h2" mt="l" mb="s">
            {apiKeys('heading')}
          </Heading>
          <PageLink to={`organisation/${organisationId}/api-keys`}>{apiKeys('open')}</PageLink>
          <Heading variant="h2" mt="l" mb="s">
            {webhooks('heading')}
          </Heading>
          <PageLink to={`organisation/${organisationId}/webhooks`}>{webhooks('open')}</PageLink>
        </>
      ) : null}
      <Actions>
        <PageLink to="organisation">{t('back')}</PageLink>
      </Actions>
    </>
  )
}

/** The number of units named on one line. */
const unitsNamed = 3

function shortly(
  units: AccountView['organisation']['units'],
  t: Translate<typeof accountTexts>,
): string {
  const named = units.slice(0, unitsNamed).map(({ name, oid }) => `${name}, ${oid}`)
  const first = named.join(' · ')
  return units.length > unitsNamed ? t('andMore', { first, count: units.length }) : first
}
