import { sealInPages } from '#platform/sealing.ts'
import type { OrganisationsDeps } from './deps.ts'
import { sealSome } from './stores/people.ts'

/** Seals names and addresses of people that were entered before they were sealed. */
export const sealPeople =
  ({ db, sealing }: Pick<OrganisationsDeps, 'db' | 'sealing'>) =>
  (): Promise<void> =>
    sealInPages(db, (tx, limit) => sealSome(tx, sealing, limit))
