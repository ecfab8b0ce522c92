import { fuzzReaders } from './fuzz-readers.ts'
import { budgetOf } from './fuzz.ts'

fuzzReaders(budgetOf(2))
