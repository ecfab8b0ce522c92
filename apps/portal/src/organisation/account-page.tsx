import type { AccountView } from '@sotevarmenne/api/accounts'
import { Heading, InlineAlert } from 'suomifi-ui-components'
import { PageLink } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Actions, Facts, Panel } from '../layout/surface.tsx'
import { useTexts } from '../texts/index.ts'
import { OfAccount } from './of-account.tsx'
import { NextTasks } from './next-tasks.tsx'

/** Everything of one organisation in one place. */
export const AccountPage = () => <OfAccount>{(account) => <Shown account={account} />}</OfAccount>

function Shown({ account }: { account: AccountView }) {
  const t = useTexts('accounts')
  const certificates = useTexts('certificates')
  const fees = useTexts('fees')
  const cases = useTexts('cases')
  const agreements = useTexts('agreements')
  const prepared = useTexts('prepared')
  const registrars = useTexts('registrars')
  const testCards = useTexts('testCards')
  const { organisation, role, hasSignatory } = account
  const { organisationId } = organisation
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
      <Heading variant="h2" mt="l" mb="s">
        {t('facts')}
      </Heading>
      <PageLink to={`organisation/${organisationId}/facts`}>{t('factsOpen')}</PageLink>
      <Heading variant="h2" mt="l" mb="s">
        {prepared('heading')}
      </Heading>
      <PageLink to={`organisation/${organisationId}/prepared-orders`}>{prepared('open')}</PageLink>
      <Heading variant="h2" mt="l" mb="s">
        {registrars('heading')}
      </Heading>
      <PageLink to={`organisation/${organisationId}/registrars`}>{registrars('open')}</PageLink>
      <Heading variant="h2" mt="l" mb="s">
        {certificates('heading')}
      </Heading>
      <PageLink to={`organisation/${organisationId}/certificates`}>{certificates('all')}</PageLink>
      <Heading variant="h2" mt="l" mb="s">
        {testCards('heading')}
      </Heading>
      <PageLink to={`organisation/${organisationId}/test-cards`}>{testCards('all')}</PageLink>
      <Heading variant="h2" mt="l" mb="s">
        {fees('heading')}
      </Heading>
      <PageLink to={`organisation/${organisationId}/fees`}>{fees('own')}</PageLink>
      <Heading variant="h2" mt="l" mb="s">
        {agreements('heading')}
      </Heading>
      <PageLink to={`organisation/${organisationId}/agreements`}>{agreements('open')}</PageLink>
      <Heading variant="h2" mt="l" mb="s">
        {cases('heading')}
      </Heading>
      <PageLink to={`organisation/${organisationId}/cases`}>{cases('ofOrganisation')}</PageLink>
      <Heading variant="h2" mt="l" mb="s">
        {t('people')}
      </Heading>
      <PageLink to={`organisation/${organisationId}/people`}>{t('peopleOpen')}</PageLink>
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
  t: ReturnType<typeof useTexts<'accounts'>>,
): string {
  const named = units.slice(0, unitsNamed).map(({ name, oid }) => `${name}, ${oid}`)
  const first = named.join(' · ')
  return units.length > unitsNamed ? t('andMore', { first, count: String(units.length) }) : first
}
