/** The unit beside its organisation: many are registered with the organisation's name in front. */
export function unitBeside(organisation: string, unit: string): string {
  const start = `${organisation}, `
  if (!unit.startsWith(start) || unit === start) return unit
  const rest = unit.slice(start.length)
  return rest.charAt(0).toUpperCase() + rest.slice(1)
}

/** In one line; only the organisation where there is no unit. */
export const withUnit = (organisation: string, unit: string | undefined): string =>
  unit === undefined ? organisation : `${organisation}, ${unitBeside(organisation, unit)}`
