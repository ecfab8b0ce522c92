import type { EndpointContract } from '@sotevarmenne/api/endpoint'
import { downloadOwnData } from '@sotevarmenne/api/own-data'
import { problem, type ProblemDetails } from '@sotevarmenne/api/problem'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import i18next from 'i18next'
import type { z } from 'zod'

type Line = z.output<(typeof downloadOwnData)['answer']>

export type OwnData = {
  /** The file as it came: lines of JSON. */
  readonly file: string
  readonly lines: readonly Line[]
}

/** Fetches everything of the one who signed in. Refusals are returned; a broken connection is thrown. */
export async function fetchOwnData(): Promise<Result<OwnData, ProblemDetails>> {
  const response = await fetch(`/api/v1${downloadOwnData.path}`, {
    credentials: 'same-origin',
    headers: { 'accept-language': i18next.language },
  })
  if (!response.ok) return refuse(problem.parse(await response.json()))
  const file = await response.text()
  const lines = file
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => downloadOwnData.answer.parse(JSON.parse(line)))
  return ok({ file, lines })
}

export const personIn = ({ lines }: OwnData) =>
  lines.flatMap((line) => ('ownData' in line ? [line.ownData] : []))[0]

/** What the page answered of which this is a part, from all its pages. */
export const answersTo = <Contract extends EndpointContract>(
  { lines }: OwnData,
  contract: Contract,
): readonly z.output<Contract['answer']>[] => {
  const pattern = new RegExp(`^${contract.path.replace(/:\w+/g, '[^/?]+')}(\\?|$)`)
  return lines.flatMap((line) =>
    'answer' in line && pattern.test(line.path)
      ? [contract.answer.parse(line.answer) as z.output<Contract['answer']>]
      : [],
  )
}

/** What is missing: pages that were withheld, and the rest where the connection broke before the last line. */
export const missingIn = ({ lines }: OwnData, theEnd: string): readonly string[] => [
  ...lines.flatMap((line) => ('withheld' in line ? [`${line.path} (${line.withheld})`] : [])),
  ...(lines.some((line) => 'complete' in line) ? [] : [theEnd]),
]
