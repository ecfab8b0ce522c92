import type { Card, Context, Reader } from 'smartcard/dist/lib/types'
import { cardRemoved, type CardChannel } from './card-channel.ts'
