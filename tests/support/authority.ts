import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import type { KeyFamily } from '../../apps/server/src/authority/contract.ts'
import {
  createSignerClient,
  readAuthorities,
  readIssuers,
  type Authorities,
  type Issuers,
  type SignerClient,
} from '../../apps/server/src/authority/index.ts'
import {
  startSigner,
  type RunningSigner,
} from '../../apps/server/src/authority/signer/start-signer.ts'
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

export const testPassphrase = 'a passphrase for tests only'

export async function startTestAuthority({
  clock,
  statusUrl = 'http://localhost:8081',
  families = ['ecc'],
}: {
  readonly clock: Clock
  readonly statusUrl?: string
  readonly families?: readonly KeyFamily[]
}): Promise<TestAuthority> {
  const folder = await mkdtemp(join(tmpdir(), 'sotevarmenne-authority-'))
  // RSA-4096 keys take seconds each: who wants them says so.
  const authorities = readAuthorities({ statusUrl, families })
  const socketPath = join(folder, 'signer.sock')
  const running = await startSigner({
    authorities,
    clock,
    passphrase: testPassphrase,
    keyFolder: join(folder, 'keys'),
    publicFolder: join(folder, 'authority'),
    socketPath,
    createIfMissing: true,
    onFault: (fault) => {
      process.stderr.write(`${inspect(fault)}\n`)
    },
    workFactor: 10,
  })
  const signer = createSignerClient(socketPath)
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
