/**
 * Requests per address and minute: enough for a family at one computer, too few for a program that books every
 * slot.
 */
export const appointmentsPerMinute = 10
export const accessesPerMinute = 60
