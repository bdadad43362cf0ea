import { afterAll, describe } from 'vitest'
import { isThere, openPolicyApp, type DatabaseName, type PolicyApp } from './open-policy-app.ts'
import { describeFigures } from './suites/figures.ts'
import { describeFilters } from './suites/filters.ts'
import { describeHierarchies } from './suites/hierarchies.ts'
import { describeInProcess } from './suites/in-process.ts'
import { describeIncluded } from './suites/included.ts'
import { describeLists } from './suites/lists.ts'
import { describeReplies } from './suites/replies.ts'
import { describeSameAnswers } from './suites/same-answers.ts'
import { describeWrites } from './suites/writes.ts'

const SUITES: Readonly<Record<string, (house: PolicyApp) => void>> = {
  'rules of every kind': describeLists,
  'rows and fields of every visibility': describeFilters,
  'figures over what there is': describeFigures,
  'records around records': describeIncluded,
  'rules over writes': describeWrites,
  'what may not be seen': describeSameAnswers,
  'replies beside their bodies': describeReplies,
  'models and trees': describeHierarchies,
  'code that acts for somebody': describeInProcess,
}

/** What policies mean, over HTTP: one house for all of it. */
export async function describePolicies(name: DatabaseName): Promise<void> {
  if (!isThere(name)) {
    describe.skip(`given policies on ${name}`, () => undefined)
    return
  }
  const house = await openPolicyApp(name)
  afterAll(() => house[Symbol.asyncDispose]())
  for (const [title, suite] of Object.entries(SUITES)) describe(`given ${title} on ${name}`, () => suite(house))
}
