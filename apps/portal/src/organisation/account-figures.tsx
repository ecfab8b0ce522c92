import type { AccountView } from '@sotevarmenne/api/accounts'
import { Heading } from 'suomifi-ui-components'
import { Facts, Panel } from '../layout/surface.tsx'
import { useTexts } from '../texts/index.ts'
import { useMoney } from '../texts/money.ts'
import { accountTexts } from './account-texts.ts'
import { useAccountTasks } from './use-account-tasks.ts'

/** How much of everything the organisation has now; a figure that could not be read is left out. */
export function AccountFigures({ account }: { account: AccountView }) {
  const t = useTexts(accountTexts)
  const money = useMoney()
  const { data } = useAccountTasks(account)
  if (data === undefined) return null
  const cards = data.cards?.ok === true ? data.cards.value : undefined
  const points = data.points?.ok === true ? data.points.value : undefined
  // More than one page of unpaid invoices has no sum here.
  const unpaid =
    data.invoices.ok && data.invoices.value.nextCursor === undefined
      ? data.invoices.value.invoices
      : undefined
  return (
    <>
      <Heading variant="h2" mt="l" mb="s" id="figures">
        {t('figures')}
      </Heading>
      <Panel aria-labelledby="figures">
        <Facts
          facts={[
            [t('figure.cards'), cards?.heldCards],
            [t('figure.ending'), cards?.endingCards],
            [t('figure.waiting'), cards?.waitingOrders],
            [t('figure.registrars'), points?.registrars],
            [t('units'), account.organisation.units.length],
            [
              t('figure.open'),
              unpaid &&
                money(unpaid.reduce((sum, { openCents }) => sum + Math.max(openCents ?? 0, 0), 0)),
            ],
          ]}
        />
      </Panel>
    </>
  )
}
