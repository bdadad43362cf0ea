// Cases that are more than requests: what to do is written by hand, case by case.
import { BOOT_DRIVERS } from './drivers/boot-drivers.ts'
import { CONCURRENCY_DRIVERS } from './drivers/concurrency-drivers.ts'
import type { Driver } from './drivers/driver.ts'
import { FAULT_DRIVERS } from './drivers/fault-drivers.ts'
import { HTTP_DRIVERS } from './drivers/http-drivers.ts'
import { RULE_DRIVERS } from './drivers/rule-drivers.ts'

const DRIVERS: Readonly<Record<string, Driver>> = { ...HTTP_DRIVERS, ...CONCURRENCY_DRIVERS, ...BOOT_DRIVERS, ...FAULT_DRIVERS, ...RULE_DRIVERS }

/** The driver of a case, where there is one. */
export function driverOf(id: string): Driver | null {
  return DRIVERS[id] ?? null
}
