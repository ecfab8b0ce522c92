import type { PlaceInTime, RowsSought } from '#platform/paging.ts'

/** Rows that are opened at once, of those that the database cannot search. */
const openedAtOnce = 1000

/** The rows that are found among those of an organisation whose facts are sealed, as many as are sought (R452). */
export async function foundInPages<Row>(
  { behind, limit }: Pick<RowsSought, 'behind' | 'limit'>,
  {
    isFound,
    placeOf,
    page,
  }: {
    /** Undefined: all of them. */
    readonly isFound: ((row: Row) => boolean) | undefined
    readonly placeOf: (row: Row) => PlaceInTime
    readonly page: (behind: PlaceInTime | undefined, size: number) => Promise<readonly Row[]>
  },
): Promise<readonly Row[]> {
  if (isFound === undefined) return page(behind, limit)
  const found: Row[] = []
  for (let from = behind; ;) {
    const rows = await page(from, openedAtOnce)
    found.push(...rows.filter(isFound))
    const last = rows.at(-1)
    if (found.length >= limit || rows.length < openedAtOnce || last === undefined)
      return found.slice(0, limit)
    from = placeOf(last)
  }
}
