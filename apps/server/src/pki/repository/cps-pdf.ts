import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { languages } from '@sotevarmenne/pages/languages'
import type { Issuer } from '#pki/ca/index.ts'
import type { Document } from './documents.ts'
import { hasPolicy } from './policy-page.ts'
import { clausesOf } from './cps-clauses.ts'
import { factsOf, statementPath, statementTitle, summaryIn } from './cps-page.ts'
import { tableOf } from './cps-tables.ts'

export const statementPdfPath = `${statementPath}.pdf`

/** The input of the template, as JSON: nothing in a name can become an instruction. */
export type StatementToRender = { readonly statement: string }

/**
 * The statement as a tagged PDF (PDF/UA-1), the same bytes on every node. It is rendered once, at the first
 * request, in a thread of its own: no OCSP response waits for it.
 */
export function statementPdf(issuers: readonly Issuer[]): () => Promise<Document> {
  let created: Promise<Document> | undefined
  return () => {
    created ??= render(issuers).catch((fault: unknown) => {
      created = undefined
      throw fault
    })
    return created
  }
}

async function render(issuers: readonly Issuer[]): Promise<Document> {
  const workerData: StatementToRender = { statement: JSON.stringify(inputOf(issuers)) }
  const worker = new Worker(new URL('./render-cps.ts', import.meta.url), { workerData })
  try {
    const [body] = (await once(worker, 'message')) as [Uint8Array]
    return { type: 'application/pdf', body }
  } finally {
    await worker.terminate()
  }
}

function inputOf(issuers: readonly Issuer[]) {
  const facts = factsOf(issuers.filter(hasPolicy))
  const [first] = issuers
  return {
    title: statementTitle.en,
    organisation: facts.organisation,
    address: first?.policy?.cpsUrl ?? '',
    summaries: languages.map((language) => ({ language, ...summaryIn(language) })),
    clauses: clausesOf(facts).map((clause) => {
      const { number, title, text = [] } = clause
      const table = tableOf(clause, issuers)
      return {
        level: number.includes('.') ? 3 : 2,
        title: `${number} ${title}`,
        text,
        table: table ? { head: table.head, rows: table.rows.map(({ cells }) => cells) } : null,
      }
    }),
  }
}
