import { instant } from '@sotevarmenne/kernel/instant'
import type { Appointment, PointId, RegistrarId } from './contract.ts'

/** An appointment without an end. */
export const anAppointment = (changes: Partial<Appointment> = {}): Appointment => ({
  registrarId: '4b0f1f6e-36a3-4d0c-9a53-0f7a2a1b1c01' as string as RegistrarId,
  personId: 'b9f4a2a4-9f0b-4c55-8f5b-2a9d0f3c1e02',
  pointId: '1d2c3b4a-5f6e-4a7b-8c9d-0e1f2a3b4c03' as string as PointId,
  appointedAt: instant(1_795_000_000_000),
  ...changes,
})
