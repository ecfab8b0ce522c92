import { addDays, dateInHelsinki, type LocalDate } from '@sotevarmenne/kernel/local-date'
import type { CodedOrganisation, CodedVersion } from '../contract.ts'

/** Whether the code service has it no more: it is not in the copy, or its last day is over. */
export const isOver = (entry: CodedOrganisation | undefined, on: LocalDate): boolean =>
  entry === undefined || (entry.validTo !== undefined && entry.validTo < on)

/**
 * The first day on which the code service has it no more: after its last day, or that of the copy that lacked it. Undefined while
 * it stands, and of what no copy ever had.
 */
export function endedSince(
  versions: readonly CodedVersion[],
  on: LocalDate,
): LocalDate | undefined {
  const last = lastVersion(versions)
  if (!last) return undefined
  const { organisation, until } = last
  if (organisation.validTo !== undefined && organisation.validTo < on)
    return addDays(organisation.validTo, 1)
  return until === undefined ? undefined : dateInHelsinki(until)
}

/** The one that stands, or the last that stood; the oldest come first. */
export const lastVersion = (versions: readonly CodedVersion[]): CodedVersion | undefined =>
  versions.find(({ until }) => until === undefined) ?? versions.at(-1)
