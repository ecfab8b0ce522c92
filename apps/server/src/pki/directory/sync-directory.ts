import { day, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { decodeCertificate, formatSerial } from '@sotevarmenne/x509/certificate'
import { equalBytes } from '@sotevarmenne/x509/der'
import type { Issuer, Issuers } from '#pki/ca/index.ts'
import type { Certificates } from '#pki/issuance/index.ts'
import type { People } from '#people/persons/index.ts'
import type { Schedule } from '#platform/module.ts'
import type { JobHandler, PlanJob, Subscription } from '#platform/outbox.ts'
import { profilesInDirectory } from '#cards/products/index.ts'
import { confirmHolders, type ConfirmingParts } from './confirm-holders.ts'
import type { Directory, HolderFound } from './directory.ts'
import {
  areSameCertificates,
  confirmedFor,
  entriesOf,
  holderWork,
  publishHolder,
  type HoldersParts,
} from './publish-holders.ts'
import { directorySubscription, publishCa, type CasParts } from './publish-ca.ts'
import { writeNewest } from './write-newest.ts'

export type DirectoryParts = Omit<CasParts, 'directory' | 'issuers' | 'revocations'> &
  Omit<ConfirmingParts, 'directory' | 'certificates' | 'people' | 'revocations'> & {
    readonly issuers: Pick<Issuers, 'all' | 'find' | 'roots' | 'rootStatus'>
    readonly certificates: Pick<
      Certificates,
      'certificatesOfHolder' | 'findCertificate' | 'holdersAfter'
    >
    readonly people: ConfirmingParts['people'] & Pick<People, 'confirmedBetween'>
    readonly revocations: CasParts['revocations'] & HoldersParts['revocations']
    readonly directory: Directory
    readonly planJob: PlanJob
  }

export type StoredDirectory = {
  readonly subscriptions: readonly Subscription[]
  readonly jobs: readonly JobHandler[]
  /**
   * Compares the whole directory with the database and repairs what differs, when it is time: at the start,
   * each day, and after the directory was down or refused something. Otherwise removes those whose
   * confirmation by the population register has become too old since the last round. Rejects when it could
   * not; the next round tries again.
   */
  readonly round: () => Promise<void>
  /** Queries the population register about the next holders, see `confirmHolders`. */
  readonly confirmHolders: () => Promise<void>
  readonly schedules: readonly Schedule[]
}

/**
 * Keeps a directory in step with the database: entry by entry after each event, and as a whole now and then.
 */
export function keepDirectory(given: DirectoryParts): StoredDirectory {
  let isDoubtful = true
  let comparedAt = 0
  let lookedAt = given.clock.now()
  const watch = async <Value>(action: Promise<Value>): Promise<Value> => {
    try {
      return await action
    } catch (fault) {
      isDoubtful = true
      throw fault
    }
  }
  const parts: DirectoryParts = {
    ...given,
    directory: {
      publish: (entry) => watch(given.directory.publish(entry)),
      publishHolder: (entry) => watch(given.directory.publishHolder(entry)),
      holders: given.directory.holders,
    },
  }
  const { subscriptions, jobs } = holderWork(parts)
  const round = async (): Promise<void> => {
    const before = lookedAt
    lookedAt = parts.clock.now()
    if (!isDoubtful && performance.now() - comparedAt < day) {
      await watch(publishLapsed(parts, { from: before, to: lookedAt }))
      return
    }
    // What fails from now on is left to the next round.
    isDoubtful = false
    comparedAt = performance.now()
    await watch(compare(parts))
  }
  const confirm = confirmHolders(parts)
  return {
    subscriptions: [directorySubscription(parts), ...subscriptions],
    jobs,
    round,
    confirmHolders: confirm,
    schedules: [
      { name: 'the directory is not as it should be', run: round },
      {
        name: 'the population register did not confirm holders of the directory',
        run: confirm,
      },
    ],
  }
}

/**
 * Removals go first. An entry that the directory refuses prevents no other from being repaired; rejects with
 * all such faults at the end.
 */
async function compare(parts: DirectoryParts): Promise<void> {
  const { attempt, faults } = collectFaults()
  const shown = new Set<string>()
  const isAllSeen = await attempt(() => mendShown(parts, shown, attempt))
  for (const { id, role } of parts.issuers.all)
    if (role !== 'root') await attempt(() => publishCa(parts, id))
  for (const root of parts.issuers.roots) await attempt(() => publishRoot(parts, root))
  if (isAllSeen) await addMissing(parts, shown, attempt)
  if (faults.length > 0)
    throw new AggregateError(faults, `${String(faults.length)} entries could not be repaired`)
}

/** Tries one action, and returns whether it succeeded. */
type Attempt = (action: () => Promise<void>) => Promise<boolean>

function collectFaults(): { readonly attempt: Attempt; readonly faults: readonly unknown[] } {
  const faults: unknown[] = []
  return {
    faults,
    attempt: async (action) => {
      try {
        await action()
        return true
      } catch (fault) {
        faults.push(fault)
        return false
      }
    },
  }
}

/** Writes the entries of those whose confirmation became too old within that time. */
async function publishLapsed(
  parts: DirectoryParts,
  { from, to }: { readonly from: Instant; readonly to: Instant },
): Promise<void> {
  const requested = { from: plus(from, -confirmedFor), to: plus(to, -confirmedFor) }
  const lapsed = await parts.db.read((tx) => parts.people.confirmedBetween(tx, requested))
  for (const holder of lapsed) await publishHolder(parts, holder)
}

/** The CRL of a root comes from its last ceremony. */
const publishRoot = (
  { issuers, directory }: DirectoryParts,
  { id, commonName, certificate }: Issuer,
): Promise<void> =>
  writeNewest({
    read: () => issuers.rootStatus(id),
    isSame: (one, other) => one.crl.number === other.crl.number,
    write: ({ crl }) =>
      directory.publish({ commonName, isRoot: true, certificate: certificate.der, crl: crl.der }),
  })

/** Removes or updates what the directory shows; adds the registration numbers of holders to `shown`. */
async function mendShown(
  parts: DirectoryParts,
  shown: Set<string>,
  attempt: Attempt,
): Promise<void> {
  for await (const page of parts.directory.holders())
    for (const found of page) {
      shown.add(found.registrationNumber)
      await attempt(async () => {
        // A holder of that number, if there is one, is missing now.
        if (!(await mendEntry(parts, found))) shown.delete(found.registrationNumber)
      })
    }
}

/**
 * Returns false when no certificate in the entry was of a holder we know by such a number, and the entry is
 * gone.
 */
async function mendEntry(parts: DirectoryParts, found: HolderFound): Promise<boolean> {
  const holders = await holdersOf(parts, found)
  const entries = await parts.db.read((tx) =>
    Promise.all([...holders].map((holder) => entriesOf(parts, tx, holder))),
  )
  const wanted = entries
    .flat()
    .find(({ registrationNumber }) => registrationNumber === found.registrationNumber)
  if (wanted === undefined) {
    await remove(parts, found)
    return false
  }
  if (!areSameCertificates(wanted.certificates, found.certificates))
    for (const holder of holders) await publishHolder(parts, holder)
  return true
}

const remove = ({ directory }: DirectoryParts, { registrationNumber }: HolderFound) =>
  directory.publishHolder({ registrationNumber, commonName: '', surname: '', certificates: [] })

/** The holders of these certificates, by the issuers that are named in them. */
async function holdersOf(
  { db, issuers, certificates }: DirectoryParts,
  { certificates: ders }: HolderFound,
): Promise<ReadonlySet<string>> {
  const holders = new Set<string>()
  for (const der of ders) {
    const decoded = decodeCertificate(der)
    if (!decoded.ok) continue
    const { issuerDer, serial } = decoded.value
    const issuer = issuers.all.find(({ subjectDer }) => equalBytes(subjectDer, issuerDer))
    if (issuer === undefined) continue
    const key = { issuer: issuer.id, serial: formatSerial(serial) }
    const row = await db.read((tx) => certificates.findCertificate(tx, key))
    if (row?.state === 'issued' && row.holder !== undefined) holders.add(row.holder)
  }
  return holders
}

/** Adds the entries of holders that the directory does not show, as long as it accepts any. */
async function addMissing(
  parts: DirectoryParts,
  shown: ReadonlySet<string>,
  attempt: Attempt,
): Promise<void> {
  const { db, certificates, clock, products } = parts
  const profiles = [...profilesInDirectory(products)]
  let refusedInARow = 0
  let after: string | undefined
  do {
    const requested = { after, profiles, endingFrom: clock.now(), limit: 500 }
    const page = await db.read((tx) => certificates.holdersAfter(tx, requested))
    for (const holder of page) {
      const entries = await db.read((tx) => entriesOf(parts, tx, holder))
      const isMissing = entries.some(
        ({ certificates: wanted, registrationNumber }) =>
          wanted.length > 0 && !shown.has(registrationNumber),
      )
      if (!isMissing) continue
      refusedInARow = (await attempt(() => publishHolder(parts, holder))) ? 0 : refusedInARow + 1
      if (refusedInARow === additionsRefused) return
    }
    after = page.at(-1)
  } while (after !== undefined)
}

/** After this many refusals in a row the directory is down or full: the next round tries again. */
const additionsRefused = 20
