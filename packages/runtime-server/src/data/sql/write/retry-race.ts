import { isProblem } from '@ssot/contract'
import type { LinkStep, WriteData } from '../../../request/write.ts'

/** Runs a write; one that would connect or update what it creates, and finds it taken, is run once more: somebody else may have created it meanwhile. */
export function retryRace<T>(data: WriteData, run: () => Promise<T>): Promise<T> {
  if (data.links.length === 0 || !mayRace(data)) return run()
  return run().catch((error: unknown) => {
    if (isProblem(error) && error.code === 'DATA.CONFLICT') return run()
    throw error
  })
}

function mayRace({ links }: WriteData): boolean {
  return links.some(({ steps }) => steps.some((step) => step.op === 'connectOrCreate' || step.op === 'upsert' || nestedIn(step).some(mayRace)))
}

function nestedIn(step: LinkStep): readonly WriteData[] {
  return step.op === 'create' || step.op === 'update' ? [step.data] : []
}
