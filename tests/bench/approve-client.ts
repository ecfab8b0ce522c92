import { randomUUID } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
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

/**
 * Registers a client, with its certificate in `client.pem`, under rules that two persons have signed. Resolves to
 * their certificates, which no service records; DER.
 */
export async function registerApprovedClient(
  service: Pick<BenchService, 'cli' | 'data' | 'ocspPort'>,
  client: Parameters<typeof clientStatement>[0],
): Promise<readonly Uint8Array[]> {
  const { cli, data } = service
  const write = async (name: string, content: object): Promise<string> => {
    const file = path.join(data, name)
    await writeFile(file, JSON.stringify(content))
    return file
  }
  const rules = await write('rules.json', { name: client.name, ...client.rules })
  const { statement, approvals } = await approveClient(service, client)
  const files = await Promise.all(
    approvals.map(({ signature, certificate }, nr) =>
      write(`approval-${String(nr)}.json`, {
        statement: Buffer.from(statement).toString('base64'),
        signature: Buffer.from(signature).toString('base64'),
        signatureAlgorithm: 'SHA384withECDSA',
        chain: [Buffer.from(certificate).toString('base64')],
      }),
    ),
  )
  await cli(['client', 'register', rules, path.join(data, 'client.pem'), '--approvals', ...files])
  return approvals.map(({ certificate }) => certificate)
}
