import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'
import { inForce } from '#platform/dated-changes/domain/dated-change.ts'
import { storedChanges } from '#platform/dated-changes/stored-changes.ts'
import { waitingChanges } from '#platform/dated-changes/waiting-changes.ts'
import type { PriceChange, RightRulesChange } from './contract.ts'
import type { PriceList, PriceListName } from './domain/price-list.ts'
import type { RightRules } from './domain/right-rules.ts'
import type { VatRates } from './domain/vat.ts'

const changes = 'products.dated_change'
const table = sql.table(changes)
export const priceChanges = storedChanges<PriceChange>(table, ['prices', 'vat-rate'])
export const rightRulesChanges = storedChanges<RightRulesChange>(table, ['right-rules'])

export const waitingPrices = waitingChanges({
  ...{ kind: 'price-change', decidedBy: 'products.decidePrices' },
  ...{ table: changes, kinds: ['prices', 'vat-rate'] },
})
export const waitingRightRules = waitingChanges({
  ...{ kind: 'right-rules-change', decidedBy: 'products.decideRightRules' },
  ...{ table: changes, kinds: ['right-rules'] },
})

/** The price list as approved so far. */
export async function priceListOf(tx: Tx, name: PriceListName): Promise<PriceList> {
  const all = await priceChanges.approved(tx, 'prices')
  const [first, ...rest] = inForce(all.filter(({ content }) => isOfList(content, name)))
  if (first === undefined) throw new Error(`price list ${name} has no prices`)
  return [pricesIn(first), ...rest.map(pricesIn)]
}

const isOfList = ({ list }: { readonly list: string }, name: string): boolean => list === name

const pricesIn = ({
  from,
  content: { vat, cents },
}: {
  readonly from: LocalDate
  readonly content: Omit<PriceList[0], 'from'>
}): PriceList[0] => ({ from, vat, cents })

/** The standard rates of value added tax. */
export async function vatRatesOf(tx: Tx): Promise<VatRates> {
  const [first, ...rest] = inForce(await priceChanges.approved(tx, 'vat-rate')).map(
    ({ from, content: { permille } }) => ({ from, permille }),
  )
  if (first === undefined) throw new Error('no rate of value added tax in the database')
  return [first, ...rest]
}

/** The right rules in force on the day; the first ones also apply before their first day. */
export async function rightRulesOn(tx: Tx, on: LocalDate): Promise<RightRules> {
  const dated = inForce(await rightRulesChanges.approved(tx, 'right-rules'))
  const rules = dated.findLast(({ from }) => from <= on) ?? dated[0]
  if (rules === undefined) throw new Error('no right rules in the database')
  return rules.content
}
