import type { EndpointContract } from '@sotevarmenne/api/endpoint'
import { downloadDataExport } from '@sotevarmenne/api/data-export'
import { problem, type ProblemDetails } from '@sotevarmenne/api/problem'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { pageLanguage } from '../texts/language.ts'
import type { z } from 'zod'

type Line = z.output<(typeof downloadDataExport)['response']>

export type DataExport = {
  /** The file as received: lines of JSON. */
  readonly file: string
  readonly lines: readonly Line[]
}

/** Fetches all data of the signed-in user. Refusals are returned; a broken connection is thrown. */
export async function fetchDataExport(): Promise<Result<DataExport, ProblemDetails>> {
  const response = await fetch(`/api/v1${downloadDataExport.path}`, {
    credentials: 'same-origin',
    headers: { 'accept-language': pageLanguage() },
  })
  if (!response.ok) return refuse(problem.parse(await response.json()))
  const file = await response.text()
  const lines = file
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => downloadDataExport.response.parse(JSON.parse(line)))
  return ok({ file, lines })
}

export const personIn = ({ lines }: DataExport) =>
  lines.flatMap((line) => ('dataExport' in line ? [line.dataExport] : []))[0]

/** The responses of the endpoint that are part of this export, from all its pages. */
export const responsesTo = <Contract extends EndpointContract>(
  { lines }: DataExport,
  contract: Contract,
): readonly z.output<Contract['response']>[] => {
  const pattern = new RegExp(`^${contract.path.replace(/:\w+/g, '[^/?]+')}(\\?|$)`)
  return lines.flatMap((line) =>
    'response' in line && pattern.test(line.path)
      ? [contract.response.parse(line.response) as z.output<Contract['response']>]
      : [],
  )
}

/** What is missing: withheld pages, and the rest where the connection broke before the last line. */
export const missingIn = ({ lines }: DataExport, theEnd: string): readonly string[] => [
  ...lines.flatMap((line) => ('withheld' in line ? [`${line.path} (${line.withheld})`] : [])),
  ...(lines.some((line) => 'complete' in line) ? [] : [theEnd]),
]
