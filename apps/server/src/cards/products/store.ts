import type { ProposalDecision } from '@sotevarmenne/api/values'
import type { Instant } from '@sotevarmenne/kernel/instant'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import { sql, type RawBuilder } from 'kysely'
import { json, timestamp, type Tx } from '#platform/db.ts'
import type { ChangeId, DatedChange, ProposedChange } from './contract.ts'
import { inForce } from './domain/dated-change.ts'
import type { DatedPrices, PriceList, PriceListName } from './domain/price-list.ts'
import type { RightRules } from './domain/right-rules.ts'
import { defaultPriceList } from './domain/service-price.ts'
import type { DatedRate, VatRates } from './domain/vat.ts'

/** The price list as approved so far. */
export async function priceListOf(tx: Tx, name: PriceListName): Promise<PriceList> {
  const rows = await approved(tx, sql`kind = 'prices' and price_list = ${name}`)
  const dated = rows.map(({ from, content: { vat, cents } }): DatedPrices => ({ from, vat, cents }))
  const [first, ...rest] = inForce(dated)
  if (first === undefined) throw new Error(`price list ${name} has no prices`)
  return [first, ...rest]
}

/** The standard rates of value added tax. */
export async function vatRatesOf(tx: Tx): Promise<VatRates> {
  const rows = await approved(tx, sql`kind = 'vat-rate'`)
  const dated = rows.map(({ from, content: { permille } }): DatedRate => ({ from, permille }))
  const [first, ...rest] = inForce(dated)
  if (first === undefined) throw new Error('no rate of value added tax in the database')
  return [first, ...rest]
}

/** The right rules in force on the day; the first ones also apply before their first day. */
export async function rightRulesOn(tx: Tx, on: LocalDate): Promise<RightRules> {
  const rows = await approved(tx, sql`kind = 'right-rules'`)
  const dated = inForce(rows)
  const rules = dated.findLast(({ from }) => from <= on) ?? dated[0]
  if (rules === undefined) throw new Error('no right rules in the database')
  return rulesIn(rules.content)
}

/** In the order of their approval. */
async function approved(tx: Tx, which: RawBuilder<unknown>) {
  const { rows } = await sql<{ from: LocalDate; content: Row['content'] }>`
    select begins_on as from, content from products.dated_change
    where decision = 'approved' and ${which}
    order by decided_at nulls first, begins_on`.execute(tx)
  return rows
}

/** All proposed and shipped changes of these kinds, sorted by first day, latest first. */
export async function changesOf(
  tx: Tx,
  kinds: readonly ProposedChange['kind'][],
): Promise<readonly DatedChange[]> {
  const { rows } = await sql<Row>`
    select ${columns} from products.dated_change where kind = any(${kinds})
    order by begins_on desc, proposed_at desc nulls last, kind`.execute(tx)
  return rows.map(changeOf)
}

/** Returns whether it was stored: not while another of its kind for that day waits. */
export async function insertChange(
  tx: Tx,
  change: ProposedChange,
  { changeId, by, at }: { readonly changeId: ChangeId; readonly by: string; readonly at: Instant },
): Promise<boolean> {
  const { kind, beginsOn } = change
  const list = kind === 'prices' ? change.list : null
  const { rows } = await sql`
    insert into products.dated_change
      (change_id, kind, price_list, begins_on, content, proposed_by, proposed_at)
    values (${changeId}, ${kind}, ${list}, ${beginsOn}, ${json(contentOf(change))}, ${by}, ${timestamp(at)})
    on conflict do nothing returning change_id`.execute(tx)
  return rows.length > 0
}

/** A waiting change of one of these kinds, locked: a second decision finds none. */
export async function lockWaiting(
  tx: Tx,
  changeId: string,
  kinds: readonly ProposedChange['kind'][],
): Promise<DatedChange | undefined> {
  const { rows } = await sql<Row>`
    select ${columns} from products.dated_change
    where change_id = ${changeId} and kind = any(${kinds}) and decision is null for update`.execute(
    tx,
  )
  return rows[0] && changeOf(rows[0])
}

export async function saveDecision(
  tx: Tx,
  changeId: ChangeId,
  {
    decision,
    by,
    at,
  }: { readonly decision: ProposalDecision; readonly by: string; readonly at: Instant },
): Promise<void> {
  await sql`
    update products.dated_change
    set decision = ${decision}, decided_by = ${by}, decided_at = ${timestamp(at)}
    where change_id = ${changeId}`.execute(tx)
}

type Row = {
  change_id: ChangeId
  kind: ProposedChange['kind']
  price_list: PriceListName | null
  begins_on: LocalDate
  content: Omit<DatedPrices, 'from'> & Omit<DatedRate, 'from'> & RightRules
  proposed_by: string | null
  proposed_at: Instant | null
  decision: ProposalDecision | null
  decided_by: string | null
  decided_at: Instant | null
}
const columns = sql.raw(
  'change_id, kind, price_list, begins_on, content, proposed_by, proposed_at, decision, decided_by, decided_at',
)

const changeOf = (row: Row): DatedChange => {
  const { begins_on: beginsOn, proposed_by, proposed_at, decision } = row
  const { decided_by, decided_at } = row
  return {
    changeId: row.change_id,
    ...{ beginsOn, ...proposedIn(row) },
    ...(proposed_by !== null &&
      proposed_at !== null && { proposed: { by: proposed_by, at: proposed_at } }),
    state: decision ?? 'proposed',
    ...(decided_by !== null &&
      decided_at !== null && { decided: { by: decided_by, at: decided_at } }),
  }
}

function proposedIn({ kind, price_list, content }: Row): WithoutDay<ProposedChange> {
  if (kind === 'prices')
    return { kind, list: price_list ?? defaultPriceList, vat: content.vat, cents: content.cents }
  return kind === 'vat-rate' ? { kind, permille: content.permille } : { kind, ...rulesIn(content) }
}

type WithoutDay<Change> = Change extends unknown ? Omit<Change, 'beginsOn'> : never

function contentOf(change: ProposedChange): object {
  if (change.kind === 'prices') return { vat: change.vat, cents: change.cents }
  return change.kind === 'vat-rate' ? { permille: change.permille } : rulesIn(change)
}

const rulesIn = ({ doctorId, together }: RightRules): RightRules => ({ doctorId, together })
