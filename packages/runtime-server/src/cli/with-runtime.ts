import { boot } from '../boot/boot.ts'
import type { Runtime } from '../http/runtime.ts'
import { printFindings } from './print-failure.ts'

/** Boots the application without serving it, for one piece of work that changes nothing. @throws BootFailure, or a problem of the database, which is not changed to fit */
export async function withRuntime<T>(schema: string | undefined, work: (runtime: Runtime) => Promise<T>): Promise<T> {
  const booted = await boot({ schema, options: { development: true, push: 'never', environment: { ...process.env }, onFinding: (finding) => printFindings([finding]) } })
  try {
    return await work(booted.holder.current())
  } finally {
    await booted.close()
  }
}
