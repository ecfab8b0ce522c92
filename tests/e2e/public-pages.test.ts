import { judgePublicPages } from './public-pages.ts'

judgePublicPages('fi')
