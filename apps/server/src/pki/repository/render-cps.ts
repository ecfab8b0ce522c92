import { readFileSync } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import type { StatementToRender } from './cps-pdf.ts'

/**
 * A thread that renders one statement and posts its bytes. Without a time in it: only a changed text changes
 * the file.
 */
const { statement } = workerData as StatementToRender
const mainFileContent = readFileSync(new URL('cps.typ', import.meta.url), 'utf8')
const pdf = NodeCompiler.create().pdf(
  { mainFileContent, inputs: { statement } },
  { pdfStandard: 'ua-1', pdfTags: true },
)
parentPort?.postMessage(new Uint8Array(pdf))
