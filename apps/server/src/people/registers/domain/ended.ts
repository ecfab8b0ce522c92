import { addDays, dateInHelsinki, type LocalDate } from '@sotevarmenne/kernel/local-date'
import type { CodedOrganisation, CodedVersion } from '../contract.ts'

/** Whether the code service no longer has it: it is missing in the copy, or its last day has passed. */
export const isOver = (entry: CodedOrganisation | undefined, on: LocalDate): boolean =>
  entry === undefined || (entry.validTo !== undefined && entry.validTo < on)

/**
 * The first day on which the code service no longer has it: after its last day, or the day of the copy
 * without it. Undefined for a current entry, and for one that was in no copy.
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

/** The current or else the last version; the oldest come first. */
export const lastVersion = (versions: readonly CodedVersion[]): CodedVersion | undefined =>
  versions.find(({ until }) => until === undefined) ?? versions.at(-1)
