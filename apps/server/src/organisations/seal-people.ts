import { ok } from '@sotevarmenne/kernel/result'
import type { OrganisationsDeps } from './deps.ts'
import { sealSome } from './stores/people.ts'

/** Seals names and addresses of people that were entered before they were sealed: a page in each transaction. */
export const sealPeople =
  ({ db, sealing }: Pick<OrganisationsDeps, 'db' | 'sealing'>) =>
  async (): Promise<void> => {
    let count: number
    do {
      const made = await db.write(async (tx) => ok(await sealSome(tx, sealing, pageSize)), {
        isolation: 'read committed',
      })
      count = made.ok ? made.value : 0
    } while (count > 0)
  }

const pageSize = 200
