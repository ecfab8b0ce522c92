import type { ComplaintView, viewComplaintFigures } from '@sotevarmenne/api/complaints'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'

const id = (number: number): string => `c0000000-0000-4000-8000-${String(number).padStart(12, '0')}`

export const aComplaint: ComplaintView = {
  complaintId: id(1),
  createdAt: '2026-11-24T09:05:00.000Z',
  card: { cardId: id(2), product: 'professional-card', lastDigits: '4718' },
  holder: { personId: id(3), givenNames: 'Aino Margareta', surname: 'Esimerkki' },
  chipSerial: 'E0000000000000000001',
  fault: 'chip-silent',
  damagedInUse: false,
  replacement: { isFree: true, because: 'fault-of-manufacture' },
  state: 'returned',
  may: ['destroy'],
}

export const complaints: readonly ComplaintView[] = [
  aComplaint,
  { ...aComplaint, complaintId: id(4), fault: 'print-faulty', state: 'destroying' },
  {
    ...aComplaint,
    complaintId: id(5),
    fault: 'pin-refused',
    state: 'not-returned',
    may: ['take-in'],
  },
  { ...aComplaint, complaintId: id(6), fault: 'not-as-ordered', state: 'destroyed', may: [] },
]

export const complaintFigures: ResponseOf<typeof viewComplaintFigures> = {
  batches: [
    {
      batch: {
        batchId: id(7),
        chipModel: 'MyEID 4.5',
        firstSerial: 'E0000000000000000001',
        lastSerial: 'E00000000000000003E8',
        amount: 1000,
      },
      complaints: 17,
      ofManufacture: 15,
      byFault: [
        { fault: 'chip-silent', count: 14 },
        { fault: 'pin-refused', count: 3 },
      ],
      byTenth: [1, 0, 2, 11, 1, 0, 0, 1, 1, 0],
    },
    { complaints: 2, ofManufacture: 1, byFault: [{ fault: 'other', count: 2 }] },
  ],
}
