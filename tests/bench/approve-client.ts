import { randomUUID } from 'node:crypto'
import path from 'node:path'
import { instant } from '@sotevarmenne/kernel/instant'
import type { SignedApproval } from '@sotevarmenne/issuing/domain/evidence'
import { twoApprovers } from '@sotevarmenne/tests/ca/two-approvers'
import { createSignerClient, readCas, readIssuers } from '../../apps/server/src/pki/ca/index.ts'
import { clientStatement } from '../../apps/server/src/pki/issuance/index.ts'
import type { BenchService } from './service.ts'

/** Of the rules of a client, by the first two cards that the signer certifies. */
export async function approveClient(
  { data, ocspPort }: Pick<BenchService, 'data' | 'ocspPort'>,
  client: Parameters<typeof clientStatement>[0],
): Promise<SignedApproval> {
  const clock = { now: () => instant(Date.now()) }
  // With the addresses that the signer expects.
  const validationUrl = `http://localhost:${String(ocspPort)}`
  const issuers = await readIssuers(path.join(data, 'ca'), readCas({ validationUrl }))
  const signer = createSignerClient({ socketFolder: path.join(data, 'run') })
  try {
    const approve = await twoApprovers({ issuers, signer, clock })
    const text = clientStatement(client, { id: randomUUID(), drafted: clock.now() })
    if (text === undefined) throw new Error('no statement for these rules')
    const statement = new Uint8Array(Buffer.from(text, 'utf8'))
    return { statement, approvals: await approve(statement) }
  } finally {
    signer.close()
  }
}
