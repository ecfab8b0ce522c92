import { Histogram } from 'prom-client'

/** The durations that an OCSP node measures; the registry of its process takes them up. */
export const ocspHistograms = () => ({
  response: new Histogram({
    name: 'sotevarmenne_ocsp_response_seconds',
    help: 'Time from a whole OCSP request to its response',
    buckets: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [],
  }),
  publication: new Histogram({
    name: 'sotevarmenne_revocation_publication_seconds',
    help: 'Of each CRL with new revocations: from the recording of the first of them until this node serves the CRL',
    buckets: [1, 2.5, 5, 10, 30, 60, 120, 300, 900, 3600],
    registers: [],
  }),
})

export type OcspHistograms = ReturnType<typeof ocspHistograms>
