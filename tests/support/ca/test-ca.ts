import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import type { IssuerFacts } from '../../../apps/server/src/pki/ca/contract.ts'
import {
  createSignerClient,
  readCas,
  readIssuers,
  type Cas,
  type Issuers,
  type SignerClient,
} from '../../../apps/server/src/pki/ca/index.ts'
import {
  startSigner,
  type RunningSigner,
  type StartSigner,
} from '../../../apps/signer/src/start-signer.ts'
import type { SessionLimits } from '../../../apps/signer/src/keys/pkcs11/sessions.ts'
import type { Clock } from '../../../apps/server/src/platform/clock.ts'

/** A separate TEST CA with a signer in this process, behind its socket as in production. */
export type TestCa = {
  readonly folder: string
  readonly cas: Cas
  readonly issuers: Issuers
  readonly signer: SignerClient
  readonly running: RunningSigner
  /** Stops the signer and starts it again. */
  readonly restart: () => Promise<void>
  readonly close: () => Promise<void>
}

type Wanted = Pick<IssuerFacts, 'role' | 'family'>

export const ofEllipticCurves = ({ family }: Wanted): boolean => family === 'ecc'

/** Selects the CA of professionals alone, in both trees. */
export const ofProfessionals = ({ role }: Wanted): boolean =>
  role === 'root' || role === 'professional'

export const testPassphrase = 'a passphrase for tests only'

export async function startTestCa({
  clock,
  validationUrl = 'http://localhost:8081',
  isWanted = ofEllipticCurves,
  qualified,
  hsm,
  demandsEvidence = false,
  identityProvider,
}: {
  readonly clock: Clock
  readonly validationUrl?: string
  /** Default: all of elliptic curves, since an RSA-4096 key takes a second or more to generate. */
  readonly isWanted?: (issuer: Pick<IssuerFacts, 'role' | 'family'>) => boolean
  /** Declares all but the roots and the test CAs qualified, with these statements. */
  readonly qualified?: NonNullable<IssuerFacts['qualified']>
  /** Persons' certificates for evidence only, as in production. */
  readonly demandsEvidence?: boolean
  /** Whose ID tokens are evidence. */
  readonly identityProvider?: StartSigner['identityProvider']
  /** Keys in an HSM, and the timeout for it. */
  readonly hsm?: {
    readonly keyUris: ReadonlyMap<string, string>
    readonly hsmLimits: SessionLimits
  }
}): Promise<TestCa> {
  const folder = await mkdtemp(join(tmpdir(), 'sotevarmenne-ca-'))
  const input = readCas({ validationUrl, isWanted })
  const canBeQualified = ({ role }: Wanted): boolean => role !== 'root' && role !== 'test'
  const cas: Cas = {
    ...input,
    issuers: input.issuers.map((issuer) =>
      qualified !== undefined && canBeQualified(issuer) ? { ...issuer, qualified } : issuer,
    ),
  }
  const socketFolder = join(folder, 'run')
  const start = () =>
    startSigner({
      cas,
      clock,
      passphrase: testPassphrase,
      keyFolder: join(folder, 'keys'),
      publicFolder: join(folder, 'ca'),
      socketFolder,
      rehearsesCeremony: true,
      demandsEvidence,
      identityProvider,
      onFault: (fault) => {
        process.stderr.write(`${inspect(fault)}\n`)
      },
      workFactor: 10,
      ...hsm,
    })
  let running = await start()
  const signer = createSignerClient({ socketFolder })
  return {
    folder,
    cas,
    issuers: await readIssuers(join(folder, 'ca'), cas),
    signer,
    get running() {
      return running
    },
    restart: async () => {
      await running.close()
      running = await start()
    },
    close: async () => {
      signer.close()
      await running.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
