import { testRepeatedRequests } from '@sotevarmenne/tests/operation/repeated-requests'

testRepeatedRequests('all')
