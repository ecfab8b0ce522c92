import type { ConnectionFigures } from '@sotevarmenne/http1/connection-limiter'
import { second, type Instant } from '@sotevarmenne/kernel/instant'
import { Counter, Gauge } from 'prom-client'
import type { Clock } from '#platform/clock.ts'
import { addConnectionMetrics } from '#platform/connection-metrics.ts'
import { processRegistry } from '#platform/process-registry.ts'
import type { OcspFigures } from '#pki/ocsp/index.ts'
import type { OcspHistograms } from './ocsp-histograms.ts'

/** Metrics of an OCSP node in Prometheus text format. */
export function ocspMetrics({
  clock,
  ocspFigures,
  crlsEndFirst,
  histograms,
  connections,
}: {
  readonly clock: Clock
  readonly ocspFigures: () => OcspFigures
  readonly crlsEndFirst: () => Instant | undefined
  readonly histograms: OcspHistograms
  readonly connections?: () => ConnectionFigures
}): { readonly text: () => Promise<string> } {
  const registry = processRegistry('ocsp')
  const registers = [registry]
  if (connections) addConnectionMetrics(registry, connections)
  for (const each of Object.values(histograms)) registry.registerMetric(each)
  const responses = new Counter({
    name: 'sotevarmenne_ocsp_responses_total',
    help: 'OCSP responses by kind: pre-signed, signed on demand and cached, signed live for one client, an error of the request, or “try later”',
    labelNames: ['kind'],
    registers,
  })
  const gauge = (name: string, help: string): Gauge =>
    new Gauge({ name: `sotevarmenne_ocsp_${name}`, help, registers })
  const certificates = gauge('certificates', 'Certificates that the node knows')
  const signed = gauge('signed_certificates', 'Those with a pre-signed response')
  const age = gauge('known_age_seconds', 'How long ago it was last read what is revoked')
  const remaining = new Gauge({
    name: 'sotevarmenne_ocsp_responder_remaining_seconds',
    help: 'Until the certificate of the CA’s OCSP responder ends; 0 while there is none',
    labelNames: ['issuer'],
    registers,
  })

  const served = new Gauge({
    name: 'sotevarmenne_served_crl_remaining_seconds',
    help: 'Until the first of the CRLs that this node serves ends; 0 while one is missing',
    registers,
  })

  return {
    text: () => {
      const ends = crlsEndFirst()
      served.set(ends === undefined ? 0 : (ends - clock.now()) / second)
      const figures = ocspFigures()
      responses.reset()
      for (const [kind, count] of Object.entries(figures.responses)) responses.inc({ kind }, count)
      certificates.set(figures.certificates)
      signed.set(figures.signed)
      age.set(figures.asOf === undefined ? Infinity : (clock.now() - figures.asOf) / second)
      for (const { issuer, until } of figures.responders)
        remaining.set({ issuer }, until === undefined ? 0 : (until - clock.now()) / second)
      return registry.metrics()
    },
  }
}
