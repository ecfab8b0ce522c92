import type { Name } from '@sotevarmenne/x509/names'
import { attributeTypes } from '@sotevarmenne/x509/oids'
import type { IssuerFacts } from './issuer.ts'

/** The subject of a CA's own certificates. */
export const caSubject = ({
  country,
  organisation,
  commonName,
}: Pick<IssuerFacts, 'country' | 'organisation' | 'commonName'>): Name => [
  { type: attributeTypes.countryName, value: country },
  { type: attributeTypes.organizationName, value: organisation },
  { type: attributeTypes.commonName, value: commonName },
]
