import * as contracts from '@sotevarmenne/api/acme'
import type { InputOf } from '@sotevarmenne/api/endpoint'
import { second } from '@sotevarmenne/kernel/instant'
import { mapWithConcurrency } from '@sotevarmenne/kernel/map-with-concurrency'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Permit } from '#platform/permit.ts'
import { operation } from '#platform/operation.ts'
import { within } from '#platform/within.ts'
import type { EnrolmentApproval } from './contract.ts'
import type { AcmeDeps } from './deps.ts'
import {
  mayProveByDns,
  publishedProof,
  writtenOut,
  type PublishedProof,
} from './domain/name-proof.ts'
import { approvalNotFound, ownProblems } from './problems.ts'
import { lockOwn, type ApprovalNotFound, type OwnApprovalRefusal } from './request-approval.ts'
import { findApproval } from './store.ts'

type Input = InputOf<typeof contracts.viewNameProofs>

/** What to publish at the names, and which of them have it now. */
export const viewNameProofs = operation({
  contract: contracts.viewNameProofs,
  problems: ownProblems,
  handle:
    (deps: AcmeDeps) =>
    async (
      permit: Permit<'acme.viewApprovals'>,
      { approvalId }: Input,
    ): Promise<Result<contracts.NameProofs, OwnApprovalRefusal>> => {
      const approval = await deps.db.write((tx) => lockOwn(deps, tx, permit, approvalId))
      return approval.ok ? ok(await proofsOf(deps, approval.value)) : approval
    },
})

/** The same for the case officers who decide. */
export const viewQueuedNameProofs = operation({
  contract: contracts.viewQueuedNameProofs,
  problems: approvalNotFound,
  handle:
    (deps: AcmeDeps) =>
    async (
      _permit: Permit<'acme.viewQueue'>,
      { approvalId }: Input,
    ): Promise<Result<contracts.NameProofs, ApprovalNotFound>> => {
      const approval = await deps.db.read((tx) => findApproval(tx, deps.sealing, approvalId))
      if (!approval) return refuse({ kind: 'approval-not-found' })
      return ok(await proofsOf(deps, approval))
    },
})

/** Looked up each time, and outside transactions: what is published may have gone since. */
async function proofsOf(
  { probe, sealing }: Pick<AcmeDeps, 'probe' | 'sealing'>,
  { approvalId, facts: { names } }: EnrolmentApproval,
): Promise<contracts.NameProofs> {
  const token = (purpose: string): string =>
    Buffer.from(sealing.fingerprint(`${purpose} ${approvalId}`)).toString('base64url')
  const published = publishedProof({
    fileName: token('file of a proof'),
    content: token('proof of control'),
  })
  const until = performance.now() + patience
  return {
    ...published,
    names: await mapWithConcurrency(writtenOut(names), maxAtOnce, async (name) => ({
      ...{ name, proof: await proofOf(probe, published, name, until) },
    })),
  }
}

/** Names that are looked at together, and how long a page waits for all of them. */
const maxAtOnce = 10
const patience = 15 * second

async function proofOf(
  probe: AcmeDeps['probe'],
  { record, file }: PublishedProof,
  name: string,
  until: number,
): Promise<contracts.NameProof> {
  const left = until - performance.now()
  if (left <= 0) return 'not-looked-up'
  const looked = async (): Promise<contracts.NameProof> => {
    if (mayProveByDns(name)) {
      const texts = await probe.lookUpTexts(`${record.prefix}${name}`)
      if (texts.ok && texts.value.includes(record.value)) return 'dns'
    }
    const content = await probe.fetchKeyAuthorization(name, file.name)
    return content.ok && content.value === file.content ? 'http' : 'none'
  }
  return within(left, looked()).catch(() => 'not-looked-up')
}
