import assert from 'node:assert/strict'
import { it } from 'node:test'
import { plus, second } from '@sotevarmenne/kernel/instant'
import { noon } from '@sotevarmenne/x509/testing'
import { ocspHistograms } from './ocsp-histograms.ts'
import { ocspMetrics } from './ocsp-metrics.ts'

it('the metrics of an OCSP node show its responses and the age of its data', async () => {
  const responses = { ahead: 5, 'on-demand': 1, live: 2, error: 0, 'try-later': 3 }
  const responders = [
    { issuer: 'professional-g1-ecc', until: plus(noon, 63 * second) },
    { issuer: 'legacy-prof', until: undefined },
  ]
  const figures = { responses, certificates: 9, signed: 8, asOf: noon, responders }
  const clock = { now: () => plus(noon, 3 * second) }
  const histograms = ocspHistograms()
  histograms.response.observe(0.02)
  const { text } = ocspMetrics({
    clock,
    ocspFigures: () => figures,
    crlsEndFirst: () => plus(noon, 93 * second),
    histograms,
  })
  const lines = (await text()).split('\n')
  for (const line of [
    'sotevarmenne_ocsp_responses_total{kind="ahead"} 5',
    'sotevarmenne_ocsp_responses_total{kind="on-demand"} 1',
    'sotevarmenne_ocsp_responses_total{kind="error"} 0',
    'sotevarmenne_ocsp_responses_total{kind="try-later"} 3',
    'sotevarmenne_ocsp_certificates 9',
    'sotevarmenne_ocsp_response_seconds_bucket{le="0.01"} 0',
    'sotevarmenne_ocsp_response_seconds_bucket{le="0.025"} 1',
    'sotevarmenne_revocation_publication_seconds_count 0',
    'sotevarmenne_ocsp_signed_certificates 8',
    'sotevarmenne_ocsp_known_age_seconds 3',
    'sotevarmenne_served_crl_remaining_seconds 90',
    'sotevarmenne_ocsp_responder_remaining_seconds{issuer="professional-g1-ecc"} 60',
    'sotevarmenne_ocsp_responder_remaining_seconds{issuer="legacy-prof"} 0',
  ])
    assert.ok(lines.includes(line), line)
  const before = ocspMetrics({
    clock,
    ocspFigures: () => ({ ...figures, asOf: undefined }),
    crlsEndFirst: () => undefined,
    histograms: ocspHistograms(),
  })
  const textBefore = await before.text()
  assert.match(textBefore, /known_age_seconds \+Inf/)
  assert.match(textBefore, /served_crl_remaining_seconds 0/)
})
