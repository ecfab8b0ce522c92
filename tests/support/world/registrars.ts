import {
  attachTrainingProof,
  draftRegistrarApplication,
  sendRegistrarApplication,
  type RegistrarApplicationView,
} from '@sotevarmenne/api/registrars'
import { appointRegistrar } from '@sotevarmenne/api/points'
import { plainPdf } from '@sotevarmenne/signatures/testing/documents'
import type { SeededEnvironment } from './history.ts'
import type { Visitor } from './organisations.ts'

export const training = {
  course: 'Rekisteröijän verkkokurssi',
  completedOn: '2026-11-01',
  certificate: 'RK-2026-117',
}
export const proof = {
  name: 'proof.pdf',
  mimeType: 'application/pdf',
  buffer: Buffer.from(plainPdf()),
}

/** Another registrar of the point; returns the name. */
export async function appoint(
  { kaarlo, desk, stranger }: Pick<SeededEnvironment, 'kaarlo' | 'desk' | 'stranger'>,
  pointId: string,
): Promise<string> {
  const { identityCode, givenNames, surname } = stranger()
  await desk.find(identityCode)
  await kaarlo.request(appointRegistrar, {
    ...{ pointId, identityCode, lastDay: '2028-10-31' },
    training,
  })
  return `${givenNames} ${surname}`
}

export function draftRegistrar(
  { request }: Pick<Visitor, 'request'>,
  about: {
    readonly organisationId: string
    readonly pointId: string
    readonly identityCode: string
    readonly name: string
  },
): Promise<RegistrarApplicationView> {
  return request(draftRegistrarApplication, {
    ...about,
    training: { kind: 'basic', ...training },
  })
}

export async function sendWithProof(
  { request }: Pick<Visitor, 'request'>,
  { applicationId }: Pick<RegistrarApplicationView, 'applicationId'>,
): Promise<RegistrarApplicationView> {
  const document = proof.buffer.toString('base64')
  await request(attachTrainingProof, { applicationId, document })
  return request(sendRegistrarApplication, { applicationId })
}
