import { checkPagesIn } from './languages.ts'

checkPagesIn('sv')
