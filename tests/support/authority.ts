import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import type { IssuerFacts } from '../../apps/server/src/pki/ca/contract.ts'
import {
  createSignerClient,
  readAuthorities,
  readIssuers,
  type Authorities,
  type Issuers,
  type SignerClient,
} from '../../apps/server/src/pki/ca/index.ts'
import { startSigner, type RunningSigner } from '../../apps/signer/src/start-signer.ts'
import type { SessionLimits } from '../../apps/signer/src/keys/pkcs11/sessions.ts'
import type { Clock } from '../../apps/server/src/platform/clock.ts'

/** A TEST authority of its own with a signer in this process, behind its socket as in life. */
export type TestAuthority = {
  readonly folder: string
  readonly authorities: Authorities
  readonly issuers: Issuers
  readonly signer: SignerClient
  readonly running: RunningSigner
  readonly close: () => Promise<void>
}

type Wanted = Pick<IssuerFacts, 'role' | 'family'>

export const ofEllipticCurves = ({ family }: Wanted): boolean => family === 'ecc'

/** Both trees, and in them the authority of professionals alone. */
export const ofProfessionals = ({ role }: Wanted): boolean =>
  role === 'root' || role === 'professional'

export const testPassphrase = 'a passphrase for tests only'

export async function startTestAuthority({
  clock,
  statusUrl = 'http://localhost:8081',
  isWanted = ofEllipticCurves,
  qualified,
  hsm,
}: {
  readonly clock: Clock
  readonly statusUrl?: string
  /** All of elliptic curves unless told otherwise: an RSA-4096 key takes a second or more to make. */
  readonly isWanted?: (issuer: Pick<IssuerFacts, 'role' | 'family'>) => boolean
  /** Where all but the roots and those of tests are decided to be qualified: with these statements. */
  readonly qualified?: NonNullable<IssuerFacts['qualified']>
  /** Keys that live in an HSM, and how long it is waited for. */
  readonly hsm?: {
    readonly keyUris: ReadonlyMap<string, string>
    readonly hsmLimits: SessionLimits
  }
}): Promise<TestAuthority> {
  const folder = await mkdtemp(join(tmpdir(), 'sotevarmenne-authority-'))
  const told = readAuthorities({ statusUrl, isWanted })
  const canBeQualified = ({ role }: Wanted): boolean => role !== 'root' && role !== 'test'
  const authorities: Authorities = {
    ...told,
    issuers: told.issuers.map((issuer) =>
      qualified !== undefined && canBeQualified(issuer) ? { ...issuer, qualified } : issuer,
    ),
  }
  const socketFolder = join(folder, 'run')
  const running = await startSigner({
    authorities,
    clock,
    passphrase: testPassphrase,
    keyFolder: join(folder, 'keys'),
    publicFolder: join(folder, 'authority'),
    socketFolder,
    rehearsesCeremony: true,
    onFault: (fault) => {
      process.stderr.write(`${inspect(fault)}\n`)
    },
    workFactor: 10,
    ...hsm,
  })
  const signer = createSignerClient({ socketFolder })
  return {
    folder,
    authorities,
    issuers: await readIssuers(join(folder, 'authority'), authorities),
    signer,
    running,
    close: async () => {
      signer.close()
      await running.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
