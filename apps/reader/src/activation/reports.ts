import { readFile, rename, writeFile } from 'node:fs/promises'
import { reportActivation } from '@sotevarmenne/api/cards'
import { oneAtATime } from '@sotevarmenne/smartcard/one-at-a-time'
import { z } from 'zod'
import { ifThere } from '../files.ts'
import type { ActivationReport, ActivationService } from './service.ts'

/** Reports of activations to the service. A report that fails is stored and sent again. */
export type Reports = {
  /** Resolves to whether the service has it now. */
  readonly send: (report: ActivationReport) => Promise<boolean>
  readonly sendStored: () => Promise<void>
}

const stored = z.array(reportActivation.input)

/** Stores reports in the file. They contain a signature, no PIN. */
export function createReports(file: string, service: ActivationService): Reports {
  const inTurn = oneAtATime()

  const load = async (): Promise<readonly ActivationReport[]> => {
    const text = await ifThere(readFile(file, 'utf8'))
    return text === undefined ? [] : stored.parse(JSON.parse(text))
  }
  const save = async (reports: readonly ActivationReport[]) => {
    await writeFile(`${file}.new`, JSON.stringify(reports), { mode: 0o600 })
    await rename(`${file}.new`, file)
  }
  /** A refusal is final: sending the same report again would not help. */
  const isDone = async (report: ActivationReport) => {
    const sent = await service.report(report)
    return sent.ok || sent.refusal.kind === 'service-refused'
  }

  return {
    send: (report) =>
      inTurn(async () => {
        // Written first: a crash between the card and the service must not lose it.
        const earlier = await load()
        await save([...earlier, report])
        const done = await isDone(report)
        if (done) await save(earlier)
        return done
      }),
    sendStored: () =>
      inTurn(async () => {
        const reports = await load()
        const left: ActivationReport[] = []
        for (const report of reports) if (!(await isDone(report))) left.push(report)
        if (left.length < reports.length) await save(left)
      }),
  }
}
